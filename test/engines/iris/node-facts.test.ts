import assert from "node:assert/strict";
import { test } from "node:test";
import { LockstepError } from "#services/core/errors";
import { irisDialect } from "#services/engines/iris/dialect";
import { artefactOf, readIris, textAt } from "./read-iris.js";

const metrics = (status: number, more = ""): string =>
  `# HELP iris_mirror_status state\niris_system_state 0\niris_mirror_status{id="ELM"} ${status}\niris_mirror_member_type{id="ELM"} 3\n${more}`;

function factsFrom(text: string) {
  return readIris("metrics", "metrics", text).facts;
}

test("the mirror says who is primary and who stands by", () => {
  assert.deepEqual(factsFrom(metrics(2)), { reportedRole: "primary" });
  assert.deepEqual(factsFrom(metrics(3, "iris_mirror_failover_ready 1\n")), { reportedRole: "standby" });
  assert.deepEqual(factsFrom(metrics(4)), { reportedRole: "standby" });
  assert.deepEqual(factsFrom("iris_system_state 0\n"), {});
  assert.deepEqual(factsFrom("iris_mirror_status 1\niris_mirror_member_type 2\n"), {});
});

test("a backup that is not ready, a member that crashed and missing databases each keep it from taking over", () => {
  const codes = (text: string) => factsFrom(text).blockers?.map(({ code }) => code) ?? [];
  assert.deepEqual(codes(metrics(3, "iris_mirror_failover_ready 0\n")), ["mirror-not-ready"]);
  assert.deepEqual(codes(metrics(9)), ["mirror-not-ready"]);
  const ready = "iris_mirror_failover_ready 1\n";
  assert.deepEqual(codes(metrics(3, ready)), []);
  assert.deepEqual(codes(metrics(3, `${ready}iris_mirror_missing_databases 2\n`)), ["mirror-databases-missing"]);
  assert.deepEqual(codes(metrics(2)), []);
  assert.equal(factsFrom(metrics(9)).reportedRole, undefined);
});

test("a backup that does not say that it is ready for failover is not", () => {
  for (const more of ["", "iris_mirror_failover_ready NaN\n", "iris_mirror_failover_ready 2\n"]) {
    assert.equal(factsFrom(metrics(3, more)).blockers?.[0]?.code, "mirror-not-ready", more);
  }
});

test("of several mirrors the worst counts", () => {
  const told = (name: string, [elm, oak]: readonly [number, number]): string =>
    `iris_mirror_${name}{id="ELM"} ${elm}\niris_mirror_${name}{id="OAK"} ${oak}\n`;
  const codes = (text: string) => factsFrom(text).blockers?.map(({ code }) => code) ?? [];
  assert.deepEqual(codes(told("status", [3, 3]) + told("failover_ready", [0, 1])), ["mirror-not-ready"]);
  assert.deepEqual(codes(`${told("status", [3, 3])}iris_mirror_failover_ready{id="OAK"} 1\n`), ["mirror-not-ready"]);
  assert.deepEqual(codes(told("status", [9, 3]) + told("failover_ready", [1, 1])), ["mirror-not-ready"]);
  const both = told("status", [3, 4]) + told("member_type", [2, 3]) + told("failover_ready", [1, 1]);
  assert.deepEqual(factsFrom(both), { reportedRole: "standby" });
  assert.equal(factsFrom(told("status", [2, 3]) + told("failover_ready", [1, 1])).reportedRole, undefined);
});

test("a page that is no metrics is refused", () => {
  for (const text of ["<html>Login</html>", "", "node_load1 0.5\n"]) {
    assert.throws(
      () => factsFrom(text),
      (error) => error instanceof LockstepError && error.code === "export-malformed",
    );
  }
});

test("an instance is known by its id and version, on each of the products", () => {
  const read = (version: string) =>
    readIris("server", "server", { version, id: "0A1B-2C", api: 8, namespaces: ["USER"] });
  const iris = read(
    "IRIS for UNIX (Ubuntu Server LTS for x86-64 Containers) 2025.1 (Build 223U) Tue Mar 11 2025 18:14:42 EDT",
  );
  assert.deepEqual(iris.facts, { engineVersion: "2025.1", serverId: "0A1B-2C" });
  const engine = artefactOf(iris, "engine");
  assert.equal(textAt(engine, "product"), "IRIS");
  assert.equal(textAt(engine, "build"), "223U");
  const cache = read("Cache for Windows (x86-64) 2018.1.2 (Build 309_5) Wed Jun 12 2019 20:20:34 EDT");
  assert.equal(cache.facts.engineVersion, "2018.1.2");
  assert.equal(textAt(artefactOf(read("Something else 2030.2"), "engine"), "versionText"), "Something else 2030.2");
});

test("who changed what is kept, and none of the values that the log holds", () => {
  const row = (Event: string, UTCTimeStamp: string) => ({
    AuditIndex: 7,
    UTCTimeStamp,
    EventSource: "%System",
    EventType: "%Security",
    Event,
    Username: "jdoe",
    Description: "Modify user S3cret",
  });
  const rows = [
    row("UserChange", "2026-11-01 10:00:00.123"),
    row("ModifyConfiguration", "2026-10-01 09:00:00"),
    row("StartProduction", "not a time"),
  ];
  const { facts } = readIris("audit", "audit", rows);
  assert.equal(facts.eventsFrom, "2026-10-01T09:00:00.000Z");
  assert.deepEqual(
    facts.events?.map(({ at, act, actor, artefact }) => [at, act, actor, artefact?.kind]),
    [
      ["2026-11-01T10:00:00.123Z", "%System/%Security/UserChange", "jdoe", "user"],
      ["2026-10-01T09:00:00.000Z", "%System/%Security/ModifyConfiguration", "jdoe", "*"],
    ],
  );
  assert.doesNotMatch(JSON.stringify(facts), /S3cret/);
});

test("what would break a failover is named as such, and other differences are not", () => {
  const reason = (kind: string, key: string, ...segments: string[]) => irisDialect.mustMatch?.(kind, key, segments);
  assert.match(reason("system-configuration", "config", "MaxServers") ?? "", /automatic failover/);
  assert.match(reason("cpf-section", "config", "MaxServers") ?? "", /automatic failover/);
  assert.equal(reason("cpf-section", "config", "globals"), undefined);
  assert.match(reason("namespace", "INTEROP", "Routines") ?? "", /namespace/);
  assert.match(reason("mapping", "Global INTEROP/EnsHL7", "Database") ?? "", /mapping/i);
  assert.match(reason("cpf-section", "MapMirrors.ELM", "INTEROP") ?? "", /mirrored/);
  assert.equal(reason("production-item", "INTEROP/P||I|C", "Adapter", "Port"), undefined);
});
