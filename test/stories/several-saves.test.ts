import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { findingOn, type Nights, startNights } from "#test/fakes/nights";

let nights: Nights;

before(async () => {
  nights = await startNights({ policy: { policy: { mode: "enforce" } } });
  await nights.check();
  await nights.adopt();
  await nights.check();
});

after(() => nights[Symbol.asyncDispose]());

test("several saves by two people between two looks are one net change, with the revisions and acts that are known", async () => {
  const { state } = nights.primary;
  const save = (from: string, to: string, by: string): void => {
    nights.pass();
    state.editChannel("ADT to LIMS", from, to, { by });
  };
  save("lims.hospital.test", "lims2.hospital.test", "j.okafor");
  save("lims2.hospital.test", "lims3.hospital.test", "admin");
  save("lims3.hospital.test", "lims4.hospital.test", "j.okafor");
  nights.pass();
  state.deployChannel("ADT to LIMS", { by: "j.okafor" });
  const finding = findingOn(await nights.check(), "ADT to LIMS") ?? assert.fail("no finding");
  assert.equal(finding.changes.length, 1);
  const { acts = [], revisions, actors, unattributable, tookEffect, changedBetween } = finding.authorisation;
  assert.deepEqual(
    acts.map(({ phase, actor }) => `${phase} ${actor}`),
    ["save j.okafor", "save admin", "save j.okafor", "deploy j.okafor"],
  );
  assert.equal(Number(revisions?.after) - Number(revisions?.before), 3);
  assert.deepEqual([actors, unattributable], [["admin", "j.okafor"], ["admin"]]);
  assert.ok((tookEffect?.[0] ?? "") >= (changedBetween?.[1] ?? "~"), "it went live after the last save");
});

test("a later run tells the same of it", async () => {
  const [before, now] = [nights.reports.at(-1), await nights.check()].map((report) =>
    report === undefined ? undefined : findingOn(report, "ADT to LIMS")?.authorisation,
  );
  assert.deepEqual([now?.acts, now?.revisions], [before?.acts, before?.revisions]);
});
