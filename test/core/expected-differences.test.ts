import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Artefact } from "#schemas/artefact";
import type { Drift } from "#schemas/drift";
import type { ExpectedDifference } from "#schemas/policy";
import { compareTiny } from "#test/fakes/compare-tiny";
import { branch, leaf, tinyArtefact } from "#test/fakes/tiny-dialect";

const BY_ROLE: ExpectedDifference = {
  id: "bind-host",
  artefact: { kind: "channel" },
  path: "/host",
  values: { primary: "10.0.0.1", standby: "10.0.0.2" },
  reason: "each node listens on its own address",
};

function feed(host: string, port = "6661"): Artefact {
  return tinyArtefact(branch("feed", leaf("host", host), leaf("port", port)));
}

function about(drifts: readonly Drift[]): unknown[] {
  return drifts.map(({ case: direction, explainedBy, changes }) => [
    direction,
    explainedBy,
    changes.map(({ path }) => path),
  ]);
}

test("a difference that is exactly as declared is explained by its rule", () => {
  const [approved, other] = [feed("10.0.0.1"), feed("10.0.0.2")];
  const drifts = compareTiny({ baseline: approved, production: approved, standby: other, rules: [BY_ROLE] });
  assert.deepEqual(about(drifts), [["standby-behind", "bind-host", ["/host"]]]);
});

test("a declared difference that is missing is drift, although both nodes and the baseline are equal", () => {
  const same = feed("10.0.0.1");
  const drifts = compareTiny({ baseline: same, production: same, standby: same, rules: [BY_ROLE] });
  assert.deepEqual(about(drifts), [["standby-behind", null, ["/host"]]]);
  assert.deepEqual(drifts[0]?.changes[0]?.expected, {
    rule: "bind-host",
    production: "10.0.0.1",
    standby: "10.0.0.2",
  });
});

test("a value that is neither what was declared nor what was approved is drift on the node that holds it", () => {
  const approved = feed("10.0.0.1");
  const onStandby = compareTiny({
    baseline: approved,
    production: approved,
    standby: feed("6.6.6.6"),
    rules: [BY_ROLE],
  });
  assert.deepEqual(about(onStandby), [["standby-behind", null, ["/host"]]]);
  const onBoth = compareTiny({
    baseline: approved,
    production: feed("6.6.6.6"),
    standby: feed("7.7.7.7"),
    rules: [BY_ROLE],
  });
  assert.deepEqual(about(onBoth), [["diverged", null, ["/host"]]]);
  const alike = compareTiny({
    baseline: approved,
    production: feed("6.6.6.6"),
    standby: feed("6.6.6.6"),
    rules: [BY_ROLE],
  });
  assert.deepEqual(about(alike), [["both-changed", null, ["/host"]]]);
});

test("a rule explains the path that it names and nothing beside it", () => {
  const approved = feed("10.0.0.1");
  const drifts = compareTiny({
    baseline: approved,
    production: approved,
    standby: feed("10.0.0.2", "7777"),
    rules: [BY_ROLE],
  });
  assert.deepEqual(about(drifts), [
    ["standby-behind", null, ["/port"]],
    ["standby-behind", "bind-host", ["/host"]],
  ]);
});

test("a declared difference holds exactly when each node has its value, and only then is it explained", () => {
  const host = fc.constantFrom("10.0.0.1", "10.0.0.2", "6.6.6.6", "");
  fc.assert(
    fc.property(host, host, host, (approved, production, standby) => {
      const sides = { baseline: feed(approved), production: feed(production), standby: feed(standby) };
      const drifts = compareTiny({ ...sides, rules: [BY_ROLE] });
      const held = production === "10.0.0.1" && standby === "10.0.0.2";
      assert.deepEqual(
        drifts.map(({ explainedBy }) => explainedBy),
        held ? ["bind-host"] : [null],
      );
    }),
  );
});

test("a role that a rule does not speak of keeps to the baseline", () => {
  const rules = [{ ...BY_ROLE, values: { standby: "10.0.0.2" } }];
  const approved = feed("10.0.0.1");
  const held = compareTiny({ baseline: approved, production: approved, standby: feed("10.0.0.2"), rules });
  assert.deepEqual(about(held), [["standby-behind", "bind-host", ["/host"]]]);
  const left = compareTiny({ baseline: approved, production: feed("6.6.6.6"), standby: feed("10.0.0.2"), rules });
  assert.deepEqual(about(left), [["production-changed", null, ["/host"]]]);
});

test("a rule for production alone leaves the standby to the baseline", () => {
  const rules = [{ ...BY_ROLE, values: { primary: "10.0.0.2" } }];
  const approved = feed("10.0.0.1");
  const held = compareTiny({ baseline: approved, production: feed("10.0.0.2"), standby: approved, rules });
  assert.deepEqual(about(held), [["production-changed", "bind-host", ["/host"]]]);
});

test("a node's own value wins over its role's", () => {
  const rules = [{ ...BY_ROLE, values: { ...BY_ROLE.values, "tie-b": "10.0.0.9" } }];
  const approved = feed("10.0.0.1");
  const own = compareTiny({ baseline: approved, production: approved, standby: feed("10.0.0.9"), rules });
  assert.deepEqual(about(own), [["standby-behind", "bind-host", ["/host"]]]);
  const roles = compareTiny({ baseline: approved, production: approved, standby: feed("10.0.0.2"), rules });
  assert.deepEqual(about(roles), [["standby-behind", null, ["/host"]]]);
});

test("a star stands for one segment: every destination, and nothing deeper", () => {
  const rules = [{ ...BY_ROLE, path: "/steps/*/host" }];
  const channel = (first: string, second: string) =>
    tinyArtefact(
      branch(
        "channel",
        branch(
          "steps",
          branch("step", leaf("id", "1"), leaf("host", first)),
          branch("step", leaf("id", "2"), leaf("host", second)),
          branch("step", leaf("id", "3"), branch("deep", leaf("host", "x"))),
        ),
      ),
    );
  const approved = channel("10.0.0.1", "10.0.0.1");
  const drifts = compareTiny({
    baseline: approved,
    production: approved,
    standby: channel("10.0.0.2", "6.6.6.6"),
    rules,
  });
  assert.deepEqual(about(drifts), [
    ["standby-behind", "bind-host", ["/steps/1/host"]],
    ["standby-behind", null, ["/steps/2/host"]],
  ]);
});

test("a rule explains to the end of its last day and no longer; one whose date is none explains nothing", () => {
  const approved = feed("10.0.0.1");
  const explainedOn = (at: string, expires: string) => {
    const rules = [{ ...BY_ROLE, expires }];
    const drifts = compareTiny({ baseline: approved, production: approved, standby: feed("10.0.0.2"), rules, at });
    return drifts[0]?.explainedBy;
  };
  assert.equal(explainedOn("2026-11-23T23:59:59.000Z", "2026-11-23"), "bind-host");
  assert.equal(explainedOn("2026-11-24T00:00:00.000Z", "2026-11-23"), null);
  assert.equal(explainedOn("2026-11-23T02:00:00.000Z", "2026-13-45"), null);
});

test("an artefact that is one text can be expected to differ as a whole", () => {
  const rules = [{ ...BY_ROLE, path: "/" }];
  const text = (value: string) => tinyArtefact(leaf("value", value));
  const approved = text("10.0.0.1");
  const drifts = compareTiny({ baseline: approved, production: approved, standby: text("10.0.0.2"), rules });
  assert.deepEqual(about(drifts), [["standby-behind", "bind-host", ["/"]]]);
});

test("an artefact that one node lacks is missing as a whole, whatever is declared inside it", () => {
  const approved = feed("10.0.0.1");
  const drifts = compareTiny({ baseline: approved, production: approved, rules: [BY_ROLE] });
  assert.deepEqual(about(drifts), [["standby-behind", null, ["/"]]]);
});

test("a map whose only entry is declared, and gone from the standby, is one drift and not two", () => {
  const rules = [{ ...BY_ROLE, path: "/people/*/host" }];
  const map = (...hosts: string[]) =>
    tinyArtefact(branch("feed", branch("people", ...hosts.map((host) => branch("b", leaf("host", host))))));
  const approved = map("10.0.0.1");
  const drifts = compareTiny({ baseline: approved, production: approved, standby: map("10.0.0.2"), rules });
  assert.deepEqual(about(drifts), [["standby-behind", "bind-host", ["/people/b/host"]]]);
  const gone = compareTiny({ baseline: approved, production: approved, standby: map(), rules });
  assert.deepEqual(about(gone), [["standby-behind", null, ["/people/b", "/people/b/host"]]]);
});
