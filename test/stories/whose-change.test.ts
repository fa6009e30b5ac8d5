import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { bodyOfRun } from "#services/jobs/look/look-history";
import { commitGoverned } from "#test/fakes/estate-on-loopback";
import { findingOn, type Nights, startNights } from "#test/fakes/nights";

let nights: Nights;

/** A pair whose baseline was adopted from production; each test changes a script of its own. */
before(async () => {
  nights = await startNights({
    policy: { policy: { mode: "enforce", maxTicketAgeMinutes: 100_000 } },
    tickets: "tickets",
  });
  const exported = { schema: "change-tickets/v1", exportedAt: nights.now().toISOString(), tickets: [] };
  await commitGoverned(nights.estate, "tickets/export.json", () => JSON.stringify(exported));
  await nights.check();
  await nights.adopt();
  assert.equal((await nights.check()).readiness.verdict, "ready");
});

after(() => nights[Symbol.asyncDispose]());

/** What the last run recorded of the changes behind the finding on an artefact. */
async function factsOn(name: string) {
  const id = findingOn(nights.reports.at(-1) ?? assert.fail("no night yet"), name)?.id ?? "";
  for await (const record of nights.estate.app.ledger.records({ type: "run", limit: 1 })) {
    const [byFinding = {}] = Object.values(bodyOfRun(record).engines[0]?.changes ?? {});
    return (byFinding[id] ?? []).map(({ nodeId, role, interval }) => ({ nodeId, role, interval }));
  }
  return [];
}

async function changedBetween(name: string) {
  return findingOn(await nights.check(), name)?.authorisation.changedBetween;
}

test("a standby that only stayed behind a new baseline is behind, and nobody is asked for a ticket", async () => {
  nights.primary.state.setGlobalScript("Deploy", "return 2;", { by: "j.okafor" });
  assert.equal(findingOn(await nights.check(), "Deploy")?.authorisation.verdict, "unreferenced");
  await nights.adopt();
  const report = await nights.check();
  const finding = findingOn(report, "Deploy");
  assert.deepEqual([finding?.case, finding?.authorisation.verdict], ["standby-behind", "not-applicable"]);
  assert.deepEqual(await factsOn("Deploy"), []);
  assert.deepEqual(report.waiting, []);
  assert.deepEqual(
    report.readiness.reasons.map(({ code }) => code),
    ["parity"],
  );
});

test("a node rolled back to what was approved before is asked for its ticket like any other change", async () => {
  for (const { state } of [nights.primary, nights.standby]) state.setGlobalScript("Deploy", "return 3;");
  await nights.check();
  await nights.adopt();
  nights.standby.state.setGlobalScript("Deploy", "return 2;");
  const report = await nights.check();
  const finding = findingOn(report, "Deploy");
  assert.deepEqual([finding?.case, finding?.authorisation.verdict], ["standby-behind", "unreferenced"]);
  const [fact] = await factsOn("Deploy");
  assert.deepEqual([fact?.nodeId, fact?.role], ["tie-b", "standby"]);
  assert.deepEqual(report.waiting, [finding?.id]);
});

test("a change keeps the time at which it was first seen, however many nights it stays", async () => {
  nights.primary.state.setGlobalScript("Undeploy", "return 2;");
  const first = await changedBetween("Undeploy");
  nights.standby.state.setConfigurationValue("pas-host", "pas2.hospital.test");
  const later = await changedBetween("Undeploy");
  assert.ok(first);
  assert.deepEqual(later, first);
});

test("a change taken back and made again is another change, seen when it was made again", async () => {
  const write = (script: string): void => nights.primary.state.setGlobalScript("Preprocessor", script);
  write("return 2;");
  const first = await changedBetween("Preprocessor");
  write("return message;");
  assert.equal(await changedBetween("Preprocessor"), undefined);
  const clean = nights.reports.at(-1)?.nodes[0]?.snapshot?.takenAt;
  write("return 2;");
  const second = await changedBetween("Preprocessor");
  assert.ok(first && second && clean);
  assert.ok((second[0] ?? "") >= clean && second[1] > first[1]);
});

test("after a switchover the same drift stands on the other side, with the node and the time that made it", async () => {
  nights.standby.state.setGlobalScript("Postprocessor", "return 2;", { by: "j.okafor" });
  const before = findingOn(await nights.check(), "Postprocessor");
  const [made] = await factsOn("Postprocessor");
  assert.equal(before?.case, "standby-behind");
  await commitGoverned(nights.estate, "estate.yaml", (text) =>
    text
      .replace("role: primary", "role: x")
      .replace("role: standby", "role: primary")
      .replace("role: x", "role: standby"),
  );
  const report = await nights.check();
  const after = findingOn(report, "Postprocessor");
  assert.equal(after?.case, "production-changed");
  assert.notEqual(after?.id, before?.id);
  assert.deepEqual(
    report.nodes.map(({ nodeId, role }) => [nodeId, role]),
    [
      ["tie-b", "primary"],
      ["tie-a", "standby"],
    ],
  );
  const [since] = await factsOn("Postprocessor");
  assert.ok(made && since);
  assert.deepEqual([since.nodeId, since.role], ["tie-b", "primary"]);
  // The engine's clock is measured anew by each look, to some milliseconds.
  assert.ok(Math.abs(Date.parse(since.interval[1]) - Date.parse(made.interval[1])) < 5000);
});
