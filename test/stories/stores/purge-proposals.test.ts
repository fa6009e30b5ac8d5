import assert from "node:assert/strict";
import { test } from "node:test";
import { fixtureOf } from "#test/fakes/artefact-fixtures";
import { createProposedEstate, decisionOn, PROPOSED_AT, type ProposedEstate } from "#test/fakes/proposed-estate";

const PATH = "channels/feed-1~00000001";
const LEAK = "canary-of-a-proposal";
const channel = (path: string, text: string) =>
  fixtureOf(path, { "channel.json": "{}\n", "text/script.js": `${text}\n` });
const [CLEAN, LEAKED, OTHER, OTHER_NOW] = [
  channel(PATH, "clean"),
  channel(PATH, LEAK),
  channel("channels/feed-2~00000002", "clean two"),
  channel("channels/feed-2~00000002", "two, changed"),
];
const RENAMED = channel("channels/renamed~00000001", LEAK);
const WHY = { reason: "a password in clear", actor: "Ada Example" };
const files = (text: string) => [{ path: "report.html", text: `<p>${text}</p>\n` }];

async function proposeLeak(made: ProposedEstate, leaked = LEAKED) {
  const snapshot = await made.take([leaked, OTHER_NOW], { takenAt: "2026-11-23T03:00:00.000Z" });
  const leak = await made.propose("leak", [{ before: CLEAN, after: leaked }], snapshot);
  const other = await made.propose("other", [{ before: OTHER, after: OTHER_NOW }], snapshot);
  const stored = await made.proposals.write({ proposal: leak, files: files(`was ${LEAK}`), at: PROPOSED_AT });
  const beside = await made.proposals.write({ proposal: other, files: files("harmless"), at: PROPOSED_AT });
  return { stored, beside };
}

async function everyContent({ estate }: ProposedEstate): Promise<string> {
  const ids = (await estate.git("cat-file", "--batch-all-objects", "--batch-check=%(objecttype) %(objectname)"))
    .split("\n")
    .filter((line) => line.startsWith("blob"))
    .map((line) => line.slice(5));
  return (await Promise.all(ids.map((id) => estate.git("cat-file", "blob", id)))).join("\n");
}

test("takes leaked content out of a proposal's branch and out of the report that quotes it, and leaves other proposals", async () => {
  for (const target of ["file", "folder", "blob"] as const) {
    await using made = await createProposedEstate([CLEAN, OTHER]);
    const { beside } = await proposeLeak(made);
    const { estate } = made;
    const blob = await estate.git("rev-parse", `observed/tie/tie-a:${PATH}/text/script.js`);
    const path = target === "file" ? `${PATH}/text/script.js` : PATH;
    await estate.store.purge({ ...(target === "blob" ? { blob } : { engineId: "tie", path }), ...WHY });
    assert.doesNotMatch(await everyContent(made), new RegExp(LEAK), target);
    assert.equal(await estate.git("fsck", "--strict", "--no-dangling"), "");
    assert.deepEqual(
      (await made.proposals.list()).map(({ proposal }) => proposal.key),
      ["other"],
      target,
    );
    assert.equal((await made.proposals.find(beside.commit))?.proposal.key, "other");
    assert.equal((await estate.ledger.verify()).sound, true);
  }
});

test("takes it out of main, too, once the proposal was merged and adopted, and the baseline is still the approved one", async () => {
  await using made = await createProposedEstate([CLEAN, OTHER]);
  const { estate, proposals } = made;
  const { stored } = await proposeLeak(made);
  await estate.git("update-ref", "refs/forge/main", stored.commit);
  const { joinMain } = await import("#services/stores/remote/join-main");
  assert.equal((await joinMain(estate.context, estate.ledger, PROPOSED_AT)).outcome, "joined");
  await proposals.adopt({ proposal: stored.proposal, decision: decisionOn(stored), at: PROPOSED_AT });
  await proposals.remove(stored.branch, stored.commit);
  await estate.store.purge({ engineId: "tie", path: PATH, ...WHY });
  assert.doesNotMatch(await everyContent(made), new RegExp(LEAK));
  const baseline = await estate.store.openBaseline("tie");
  assert.ok(baseline !== undefined && "record" in baseline.approval);
});

test("knows a proposal of a channel that was renamed", async () => {
  await using made = await createProposedEstate([CLEAN, OTHER]);
  await proposeLeak(made, RENAMED);
  await made.estate.store.purge({ engineId: "tie", path: RENAMED.entry.path, ...WHY });
  assert.doesNotMatch(await everyContent(made), new RegExp(LEAK));
});

test("a proposal whose content was purged moves no baseline, and is written anew once its artefact is clean", async () => {
  await using made = await createProposedEstate([CLEAN, OTHER]);
  const { stored } = await proposeLeak(made);
  await made.estate.store.purge({ engineId: "tie", path: `${PATH}/text/script.js`, ...WHY });
  const { proposal } = stored;
  const adopting = made.proposals.adopt({ proposal, decision: decisionOn(stored), at: PROPOSED_AT });
  await assert.rejects(adopting, { code: "digest-mismatch" });
  const byTicket = decisionOn(stored, { commit: null });
  await assert.rejects(made.proposals.adopt({ proposal, decision: byTicket, at: PROPOSED_AT }), {
    code: "content-purged",
  });
  const clean = channel(PATH, "masked");
  const snapshot = await made.take([clean, OTHER_NOW], { takenAt: "2026-11-23T04:00:00.000Z" });
  const anew = await made.propose("leak", [{ before: CLEAN, after: clean }], snapshot);
  await made.proposals.write({ proposal: anew, files: files("masked"), at: PROPOSED_AT });
  assert.equal((await made.proposals.list()).length, 2);
});
