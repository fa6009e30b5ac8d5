import assert from "node:assert/strict";
import { test } from "node:test";
import { verifyCommits } from "#services/stores/git/verify-commits";
import { openEstateRemote } from "#services/stores/remote/open-estate-remote";
import { channelFixture } from "#test/fakes/artefact-fixtures";
import { JOINED_FIXTURE, joinedEstate } from "#test/fakes/joined-estate";
import { decisionOn, PROPOSED_AT } from "#test/fakes/proposed-estate";

const [ONE, ONE_NOW] = [JOINED_FIXTURE, channelFixture(1, "production")];
const NOTHING_TOLD = { conflicts: [], why: null, baselineCommits: [], keptCommits: [] };
const SCRIPT = "baselines/tie/channels/feed-1~00000001/text/script.js";

test("an empty forge is behind and wants a push; afterwards both are the same", async () => {
  await using all = await joinedEstate();
  assert.deepEqual(await all.join(), { outcome: "ahead", main: await all.main(), ...NOTHING_TOLD });
  await all.push();
  assert.equal((await all.join()).outcome, "same");
  await all.edit("mode: observe\n");
  assert.equal((await all.join()).outcome, "ahead");
});

test("follows what people committed on the forge, to the very commit", async () => {
  await using all = await joinedEstate();
  await all.push();
  const commit = await all.forge.commit("main", { "policy/owners.yaml": "owners: {}\n" });
  assert.deepEqual(await all.join(), { outcome: "followed", main: commit, ...NOTHING_TOLD });
  assert.equal(await all.main(), commit);
  assert.equal((await all.join()).outcome, "same");
});

test("joins what went on here and on the forge in a signed merge commit", async () => {
  await using all = await joinedEstate();
  await all.push();
  const ours = await all.edit("mode: observe\n");
  const theirs = await all.forge.commit("main", { "policy/owners.yaml": "owners: {}\n", "README.md": "Read\n" });
  const result = await all.join();
  assert.equal(result.outcome, "joined");
  assert.equal(await all.main(), result.main);
  const { estate } = all.made;
  assert.equal(await estate.git("log", "-1", "--format=%P", "main"), `${ours} ${theirs}`);
  assert.equal((await verifyCommits(estate.context, [result.main]))[0]?.trusted, true);
  assert.equal(await estate.git("show", "main:policy/mode.yaml"), "mode: observe");
  assert.equal(await estate.git("show", "main:README.md"), "Read");
  assert.equal((await all.join()).outcome, "ahead");
  await all.push();
  assert.equal((await all.join()).outcome, "same");
});

test("a baseline that somebody pushed past every decision stays as it was, and the push is told", async () => {
  await using all = await joinedEstate();
  await all.push();
  const { estate } = all.made;
  const before = await estate.git("rev-parse", "main:baselines");
  const bad = await all.forge.commit("main", { [SCRIPT]: "// evil\n", "baselines/rie/x.txt": "new\n" });
  const harmless = await all.forge.commit("main", { "README.md": "Read\n" });
  const back = await all.forge.commit("main", { [SCRIPT]: null });
  const result = await all.join();
  assert.equal(result.outcome, "joined");
  assert.deepEqual(result.baselineCommits, [
    { commit: bad, engineIds: ["rie", "tie"] },
    { commit: back, engineIds: ["tie"] },
  ]);
  assert.notEqual(harmless, result.main);
  assert.equal(await estate.git("rev-parse", "main:baselines"), before);
  assert.equal(await estate.git("show", "main:README.md"), "Read");
  const baseline = await estate.store.openBaseline("tie");
  assert.ok(baseline !== undefined && "record" in baseline.approval, "it is still the approved one");
  await all.push();
  assert.deepEqual((await all.join()).baselineCommits, [], "the forge has Lockstep's own again");
  assert.equal(await all.forge.git("rev-parse", "main:baselines"), before);
});

test("a proposal merged on the forge moves no baseline by itself; its decision does, and both end the same", async () => {
  await using all = await joinedEstate();
  const { estate, proposals, take, propose } = all.made;
  const snapshot = await take([ONE_NOW], { takenAt: "2026-11-23T03:00:00.000Z" });
  const stored = await proposals.write({
    proposal: await propose("one", [{ before: ONE, after: ONE_NOW }], snapshot),
    files: [],
    at: PROPOSED_AT,
  });
  await all.push();
  const remote = openEstateRemote(estate.context, estate.ledger, { access: {} });
  await remote.push({ url: all.forge.gitDir }, [{ branch: stored.branch, from: null, to: stored.commit }]);
  const tree = await all.forge.git("rev-parse", `${stored.commit}^{tree}`);
  const merge = await all.forge.git("commit-tree", tree, "-p", "main", "-p", stored.commit, "-m", "Merge #42");
  await all.forge.git("update-ref", "refs/heads/main", merge);
  const result = await all.join();
  assert.deepEqual(result.baselineCommits, [{ commit: merge, engineIds: ["tie"] }]);
  assert.match(await estate.git("show", `main:${SCRIPT}`), /approved/);
  assert.match(await estate.git("show", "main:reviews/tie/one/proposal.json"), /lockstep\/change-proposal@1/);
  await proposals.adopt({ proposal: stored.proposal, decision: decisionOn(stored), at: PROPOSED_AT });
  assert.match(await estate.git("show", `main:${SCRIPT}`), /production/);
  await all.push();
  assert.deepEqual({ ...(await all.join()), main: "" }, { outcome: "same", main: "", ...NOTHING_TOLD });
});

test("a proposal that somebody pushed to main by hand is told like any other change of a baseline", async () => {
  await using all = await joinedEstate();
  const { estate, proposals, take, propose } = all.made;
  await all.push();
  const snapshot = await take([ONE_NOW], { takenAt: "2026-11-23T03:00:00.000Z" });
  const proposal = await propose("one", [{ before: ONE, after: ONE_NOW }], snapshot);
  const { commit } = await proposals.write({ proposal, files: [], at: PROPOSED_AT });
  await estate.git("push", "--quiet", all.forge.gitDir, `${commit}:refs/heads/main`);
  const result = await all.join();
  assert.deepEqual(result.baselineCommits, [{ commit, engineIds: ["tie"] }]);
  assert.match(await estate.git("show", `main:${SCRIPT}`), /approved/);
});

test("what both edited is left to people: nothing moves, and the paths are told, whatever they are called", async () => {
  await using all = await joinedEstate();
  await all.push();
  const hostile = "policy/\u202eevil `$(id)` <b>.yaml";
  const { estate } = all.made;
  const before = await all.edit("mode: observe\n");
  await all.forge.commit("main", { "policy/mode.yaml": "mode: enforce\n", [hostile]: "x: 1\n", [SCRIPT]: "// evil\n" });
  const result = await all.join();
  assert.equal(result.outcome, "conflict");
  assert.deepEqual(result.conflicts, ["policy/mode.yaml"]);
  assert.equal(result.baselineCommits.length, 1);
  assert.equal(await all.main(), before);
  assert.equal(await estate.git("for-each-ref", "refs/lockstep"), "");
});

test("a forge with a beginning of its own, or one that was set back or rewritten, is left to people", async () => {
  await using all = await joinedEstate();
  const { estate } = all.made;
  const stranger = await all.forge.commit("main", { "README.md": "another\n", "baselines/tie/x.txt": "x\n" });
  const before = await all.main();
  const unrelated = await all.join();
  assert.equal(unrelated.outcome, "conflict");
  assert.ok(unrelated.conflicts.includes("README.md") && unrelated.conflicts.includes("estate.yaml"));
  assert.equal(await all.main(), before);
  await all.forge.git("update-ref", "-d", "refs/heads/main", stranger);
  await all.push();
  const first = await all.main();
  await all.join();
  await all.edit("mode: observe\n");
  await all.push();
  const second = await all.main();
  assert.equal((await all.join()).outcome, "same");
  await all.forge.git("update-ref", "refs/heads/main", first);
  assert.equal((await all.join()).outcome, "conflict", "set back");
  assert.equal(await all.main(), second);
  await all.forge.commit("main", { "README.md": "rewritten\n" }, [first]);
  assert.equal((await all.join()).outcome, "conflict", "rewritten");
  assert.equal(await all.main(), second);
  await all.forge.git("update-ref", "refs/heads/main", second);
  assert.equal((await all.join()).outcome, "same", "put right by people");
  assert.equal(await estate.git("merge-base", "--is-ancestor", second, "main"), "");
});

test("what was purged here does not come back by way of the forge", async () => {
  await using all = await joinedEstate();
  const { estate } = all.made;
  const { take } = all.made;
  const leaked = await take([channelFixture(1, "canary-in-clear")], { takenAt: "2026-11-23T03:00:00.000Z" });
  const { commit, digest } = leaked;
  const approval = { approver: "Ada Example", ticket: null, at: PROPOSED_AT, reviewed: true };
  await estate.store.adoptBaseline({ engineId: "tie", commit, digest, ...approval });
  await all.push();
  await all.join();
  const path = "channels/feed-1~00000001/text/script.js";
  await estate.store.purge({ engineId: "tie", path, reason: "a password in clear", actor: "Ada Example" });
  const after = await all.main();
  const result = await all.join();
  assert.equal(result.outcome, "conflict");
  assert.equal(await all.main(), after);
  await all.forge.commit("main", { "README.md": "on top\n" });
  assert.equal((await all.join()).outcome, "conflict", "nor with something on top");
  assert.equal(await all.main(), after);
});

test("loses no commit where the store goes on while it joins, and two at once end on one line", async () => {
  await using all = await joinedEstate();
  const { estate } = all.made;
  await all.push();
  for (let round = 0; round < 3; round++) {
    const theirs = await all.forge.commit("main", { [`policy/forge-${round}.txt`]: "x\n" });
    const remotes = [0, 1].map(() => openEstateRemote(estate.context, estate.ledger, { access: {} }));
    await Promise.all(remotes.map((remote) => remote.fetch({ url: all.forge.gitDir })));
    const [ours] = await Promise.all([
      all.edit(`round: ${round}\n`),
      ...remotes.map((remote) => remote.join(PROPOSED_AT)),
    ]);
    for (const commit of [ours, theirs]) await estate.git("merge-base", "--is-ancestor", commit, "main");
    await all.push();
  }
});
