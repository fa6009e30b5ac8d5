import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { EvidencePackList, EvidencePackStanding } from "#schemas/api/evidence-packs";
import type { TokenCreated } from "#schemas/token-report";
import { createLoopbackEstate, type LoopbackEstate } from "#test/fakes/estate-on-loopback";
import { runCommand } from "#test/fakes/run-commands";
import { killCommand } from "#test/fakes/start-command-line";
import { type StartedService, startService } from "#test/fakes/start-service";

/** Nobody connects to them. */
const node = (host: string) => ({
  url: `https://${host}.hospital.test:8443`,
  fingerprint: Array(32).fill("AB").join(":"),
});
const PACKS = "/api/v1/estates/loopback/evidence-packs";
const PERIOD = { from: "2026-07-01", to: "2026-07-03" };
const TOKENS = new Map<string, string>();
let estate: LoopbackEstate;
let service: StartedService;

before(async () => {
  const now = (): Date => new Date("2026-06-30T09:00:00.000Z");
  estate = await createLoopbackEstate({ primary: node("tie-a"), standby: node("tie-b") }, { now });
  for (const role of ["auditor", "engineer", "viewer"]) TOKENS.set(role, await tokenOf(role));
  service = await startService(estate);
});

after(async () => {
  killCommand(service, "with its children");
  await service.ended;
  await estate[Symbol.asyncDispose]();
});

function command(...args: string[]) {
  return runCommand(args, { folder: estate.folder, environment: estate.app.settings.environment });
}

async function tokenOf(role: string): Promise<string> {
  const made = await command("token", "create", "--name", role, "--role", role, "--by", "Mo Banks", "--json");
  assert.equal(made.code, 0, made.stderr);
  return (JSON.parse(made.stdout) as TokenCreated).token;
}

function ask(path: string, as: string, init: RequestInit = {}): Promise<Response> {
  const headers = { ...init.headers, authorization: `Bearer ${TOKENS.get(as) ?? assert.fail(as)}` };
  return fetch(`${service.url}${path}`, { ...init, headers });
}

function post(body: unknown, as = "auditor"): Promise<Response> {
  return ask(PACKS, as, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

async function standing(id: string): Promise<EvidencePackStanding> {
  return (await (await ask(`${PACKS}/${id}`, "auditor")).json()) as EvidencePackStanding;
}

async function made(id: string): Promise<NonNullable<EvidencePackStanding["made"]>> {
  for (let tries = 0; tries < 600; tries += 1) {
    const { made: done, failed } = await standing(id);
    if (failed !== null) assert.fail(`${failed.code}: ${failed.message}`);
    if (done !== null) return done;
    await sleep(100);
  }
  return assert.fail(service.stderr());
}

async function filesKept(): Promise<readonly string[]> {
  const names = await readdir(join(estate.app.settings.dataFolder, "evidence")).catch(() => []);
  return names.filter((name) => name.includes(".zip"));
}

test("an auditor's token has a pack made, fetches it whole or from where it was cut off, and the command line verifies it", async () => {
  const asked = await post(PERIOD);
  assert.equal(asked.status, 202, await asked.clone().text());
  const { id, framework, by } = (await asked.json()) as EvidencePackStanding;
  assert.deepEqual([framework, by], ["nhs-dspt-caf@2026-27", "token auditor"]);
  assert.equal(asked.headers.get("location"), `${PACKS}/${id}`);
  const again = (await (await post(PERIOD)).json()) as EvidencePackStanding;
  assert.equal(again.id, id, "whoever asks twice asks once");
  const { sha256, bytes, signedBy } = await made(id);

  const file = `${PACKS}/${id}/file`;
  const fetched = await ask(file, "engineer");
  const pack = Buffer.from(await fetched.arrayBuffer());
  assert.equal(createHash("sha256").update(pack).digest("hex"), sha256);
  assert.equal(pack.length, bytes);
  assert.deepEqual(
    ["etag", "content-type", "content-disposition", "cache-control", "x-content-type-options"].map((name) =>
      fetched.headers.get(name),
    ),
    [
      `"${sha256}"`,
      "application/zip",
      `attachment; filename="lockstep-evidence-loopback-2026-07-01-2026-07-03-${id.slice(0, 8)}.zip"`,
      "private, no-cache",
      "nosniff",
    ],
  );
  const known = await ask(file, "auditor", { headers: { "if-none-match": `"${sha256}"` } });
  assert.equal(known.status, 304);
  const rest = await ask(file, "auditor", { headers: { range: "bytes=1000-", "if-range": `"${sha256}"` } });
  assert.equal(rest.status, 206);
  assert.ok(Buffer.from(await rest.arrayBuffer()).equals(pack.subarray(1000)));
  const beyond = await ask(file, "auditor", { headers: { range: `bytes=${bytes}-` } });
  assert.equal(beyond.status, 416, "whoever has it all is told so, and not that it is gone");
  assert.equal(beyond.headers.get("content-range"), `bytes */${bytes}`);
  assert.match(await beyond.text(), /"request-refused"/);

  await writeFile(join(estate.folder, "fetched.zip"), pack);
  const verified = await command("evidence", "verify", "fetched.zip", "--key", signedBy);
  assert.equal(verified.code, 0, verified.stdout + verified.stderr);
  assert.equal(((await (await post(PERIOD)).json()) as EvidencePackStanding).id, id, "that it was made makes no other");
});

test("engineers fetch and do not make, viewers do neither, and what is no pack is not there", async () => {
  assert.equal((await post(PERIOD, "engineer")).status, 403);
  assert.equal((await ask(PACKS, "viewer")).status, 403);
  const nobody = "0".repeat(32);
  assert.equal((await ask(`${PACKS}/${nobody}`, "auditor")).status, 404);
  assert.equal((await ask(`${PACKS}/${nobody}/file`, "auditor")).status, 404);
  for (const id of ["..%2f..%2fledger-mark", "%00", "A".repeat(32), `${nobody}.asked.json`]) {
    assert.equal((await ask(`${PACKS}/${id}/file`, "auditor")).status, 400, id);
  }
});

test("what cannot be made is refused at once, and nothing waits because of it", async () => {
  const refusals: readonly (readonly [unknown, number, string])[] = [
    [{ from: "2026-07-03", to: "2026-07-01" }, 422, "usage"],
    [{ from: "2027-07-03", to: "2027-07-04" }, 422, "usage"],
    [{ from: "1066-10-14", to: "1066-10-15" }, 422, "usage"],
    [{ from: "2001-01-01", to: "2026-07-01" }, 422, "usage"],
    [{ ...PERIOD, framework: "nhs-dspt-caf@1999" }, 422, "control-unknown"],
    [{ ...PERIOD, framework: "../../policy" }, 422, "control-unknown"],
    [{ ...PERIOD, engines: ["lab"] }, 404, "selector-unknown"],
    [{ ...PERIOD, engines: [] }, 400, "request-refused"],
    [{ ...PERIOD, from: "2026-02-30" }, 400, "request-refused"],
    [{ ...PERIOD, by: "Somebody Else" }, 400, "request-refused"],
    [{ ...PERIOD, file: "/etc/passwd" }, 400, "request-refused"],
  ];
  for (const [body, status, code] of refusals) {
    const response = await post(body);
    const problem = (await response.json()) as { readonly code: string };
    assert.deepEqual([response.status, problem.code], [status, code], JSON.stringify(body));
  }
  const { items } = (await (await ask(PACKS, "auditor")).json()) as EvidencePackList;
  assert.equal(items.length, 1);
});

test("a service that is killed while it makes a pack makes it once it runs again, and leaves nothing half-made", async () => {
  const { id } = (await (await post({ ...PERIOD, framework: "iso-27001" })).json()) as EvidencePackStanding;
  for (let tries = 0; !(await filesKept()).some((name) => name.startsWith(id)); tries += 1) {
    assert.ok(tries < 1200, service.stderr());
    await sleep(25);
  }
  killCommand(service, "with its children");
  await service.ended;
  service = await startService(estate);
  const { sha256 } = await made(id);
  const pack = await (await ask(`${PACKS}/${id}/file`, "auditor")).arrayBuffer();
  assert.equal(createHash("sha256").update(Buffer.from(pack)).digest("hex"), sha256);
  assert.deepEqual(
    (await filesKept()).filter((name) => name.startsWith(id)),
    [`${id}.zip`],
  );
});
