import assert from "node:assert/strict";
import { test } from "node:test";
import type { LedgerRecord } from "#schemas/ledger-record";
import { snapshotDigest } from "#services/core/take-snapshot";
import type { GitLedger } from "#services/stores/ledger/open-ledger";
import { openLedger } from "#services/stores/ledger/open-ledger";
import { openProposalStore } from "#services/stores/proposals/open-proposal-store";
import { channelFixture, fixtureOf, type StoredFixture } from "#test/fakes/artefact-fixtures";
import { createProposedEstate, decisionOn, PROPOSED_AT, type ProposedEstate } from "#test/fakes/proposed-estate";

const [ONE, TWO, THREE] = [channelFixture(1, "approved"), channelFixture(2, "approved"), channelFixture(3, "approved")];
const [ONE_NOW, TWO_NOW, FOUR] = [
  channelFixture(1, "production"),
  channelFixture(2, "production"),
  channelFixture(4, "new"),
];
/** The same channel under another name: another folder, the same key. */
const THREE_RENAMED = fixtureOf("channels/renamed~00000003", { "channel.json": "{}\n" });
const FILES = [{ path: "report.html", text: "<!doctype html>\n" }];
const later = { takenAt: "2026-11-23T03:00:00.000Z" };

async function changed(): Promise<ProposedEstate & { snapshot: Awaited<ReturnType<ProposedEstate["take"]>> }> {
  const made = await createProposedEstate([ONE, TWO, THREE]);
  const snapshot = await made.take([ONE_NOW, TWO_NOW, THREE_RENAMED, FOUR], later);
  return Object.assign(made, { snapshot });
}

async function recordsOf(ledger: Pick<GitLedger, "records">, type: LedgerRecord["type"]): Promise<LedgerRecord[]> {
  const found: LedgerRecord[] = [];
  for await (const record of ledger.records({ type })) found.push(record);
  return found;
}

async function baselinePaths({ estate }: ProposedEstate, ref: string): Promise<string[]> {
  const listed = await estate.git("ls-tree", "-d", "--name-only", `${ref}:baselines/tie/channels`);
  return listed.split("\n");
}

test("stands on its branch as one signed commit on main that shows production beside the approved baseline", async () => {
  await using made = await changed();
  const { estate, proposals, snapshot } = made;
  const changes = [{ before: ONE, after: ONE_NOW }, { before: THREE, after: THREE_RENAMED }, { after: FOUR }];
  const proposal = await made.propose("adt-1", changes, snapshot);
  const stored = await proposals.write({ proposal, files: FILES, at: PROPOSED_AT });
  assert.equal(stored.branch, "drift/tie/adt-1");
  assert.equal(stored.base, await estate.git("rev-parse", "main"));
  assert.equal(await estate.git("rev-parse", "drift/tie/adt-1"), stored.commit);
  assert.deepEqual(stored.proposal, proposal);
  const touched = await estate.git("diff", "--name-only", "--no-renames", "main", stored.commit);
  assert.deepEqual(touched.split("\n"), [
    ...["channel.json", "text/script.js"].map((file) => `baselines/tie/channels/feed-1~00000001/${file}`),
    ...["channel.json", "text/script.js"].map((file) => `baselines/tie/channels/feed-3~00000003/${file}`),
    ...["channel.json", "text/script.js"].map((file) => `baselines/tie/channels/feed-4~00000004/${file}`),
    "baselines/tie/channels/renamed~00000003/channel.json",
    "reviews/tie/adt-1/proposal.json",
    "reviews/tie/adt-1/report.html",
  ]);
  const message = await estate.git("log", "-1", "--format=%(trailers:only)", stored.commit);
  assert.match(
    message,
    /^Lockstep-Proposal: adt-1\nLockstep-Kind: adopt\nLockstep-Engine: tie\nLockstep-Digest: sha256:/,
  );
  assert.match(
    message,
    new RegExp(`Lockstep-Snapshot: ${snapshot.commit}\nLockstep-Baseline: ${proposal.baseline.commit}`),
  );
  assert.deepEqual(await proposals.list(), [stored]);
  assert.deepEqual(await proposals.find(stored.commit), stored);
});

test("writes nothing anew where the same proposal stands on the same main, and anew where main went on", async () => {
  await using made = await changed();
  const proposal = await made.propose("adt-1", [{ before: ONE, after: ONE_NOW }], made.snapshot);
  const first = await made.proposals.write({ proposal, files: FILES, at: PROPOSED_AT });
  const again = await made.proposals.write({ proposal, files: FILES, at: "2026-11-24T04:00:00.000Z" });
  assert.deepEqual(again, first);
  await made.estate.store.changeGoverned({
    at: PROPOSED_AT,
    edit: () => ({ path: "policy/mode.yaml", text: "mode: observe\n", message: "Observe\n" }),
  });
  const anew = await made.proposals.write({ proposal, files: FILES, at: PROPOSED_AT });
  assert.notEqual(anew.commit, first.commit);
  assert.equal(anew.base, await made.estate.git("rev-parse", "main"));
  assert.equal(await made.estate.git("for-each-ref", "refs/lockstep"), "", "nothing temporary is left");
});

test("a proposal to put production back changes no artefact on its branch", async () => {
  await using made = await changed();
  const adopt = await made.propose("adt-1-restore", [{ before: ONE, after: ONE_NOW }], made.snapshot);
  const stored = await made.proposals.write({ proposal: { ...adopt, kind: "restore" }, files: FILES, at: PROPOSED_AT });
  const touched = await made.estate.git("diff", "--name-only", "main", stored.commit);
  assert.deepEqual(touched.split("\n"), [
    "reviews/tie/adt-1-restore/proposal.json",
    "reviews/tie/adt-1-restore/report.html",
  ]);
});

test("is none of Lockstep's where a person signed nothing, or the commit says another proposal than its file", async () => {
  await using made = await changed();
  const { estate, proposals } = made;
  const proposal = await made.propose("adt-1", [{ before: ONE, after: ONE_NOW }], made.snapshot);
  const stored = await proposals.write({ proposal, files: FILES, at: PROPOSED_AT });
  const tree = `${stored.commit}^{tree}`;
  const message = await estate.git("log", "-1", "--format=%B", stored.commit);
  const identity = ["-c", "user.name=Mallory", "-c", "user.email=m@example.org"];
  const unsigned = await estate.git(...identity, "commit-tree", tree, "-p", "main", "-m", message);
  const { commitTree } = await import("#services/stores/git/commit-tree");
  const treeId = await estate.git("rev-parse", tree);
  const signed = (text: string, parents = [stored.base]) =>
    commitTree(estate.context, { tree: treeId, parents, message: text, at: PROPOSED_AT });
  const strange = [
    unsigned,
    await signed(message.replaceAll("adt-1", "adt-2")),
    await signed(message.replace(/sha256:./, "sha256:z")),
    await signed(message.replace("adopt", "restore")),
    await signed(message.replace("Lockstep-Engine: tie", "Lockstep-Engine: ../../x")),
    await signed(message, []),
    await signed(message, [stored.base, stored.commit]),
    await estate.git("rev-parse", "main"),
    made.snapshot.commit,
    "0".repeat(40),
  ];
  for (const commit of strange) assert.equal(await proposals.find(commit), undefined, commit);
  await assert.doesNotReject(proposals.find("--help"));
  await estate.git("update-ref", "refs/heads/drift/tie/adt-9", stored.commit);
  await estate.git("update-ref", "refs/heads/drift/tie/adt-1", unsigned);
  assert.deepEqual(await proposals.list(), [], "on the branch of another it is nobody's either");
  const again = proposals.write({ proposal, files: FILES, at: PROPOSED_AT });
  await assert.rejects(again, { code: "reference-blocked" }, "a person's work is not written over");
});

test("adopting moves the baseline by a commit that git verifies, with one record of the baseline and one of the decision", async () => {
  await using made = await changed();
  const { estate, proposals } = made;
  const changes = [{ before: ONE, after: ONE_NOW }, { before: THREE, after: THREE_RENAMED }, { after: FOUR }];
  const proposal = await made.propose("adt-1", changes, made.snapshot);
  const stored = await proposals.write({ proposal, files: FILES, at: PROPOSED_AT });
  const decision = decisionOn(stored);
  const { commit, record } = await proposals.adopt({ proposal, decision, ticketFound: true, at: PROPOSED_AT });
  assert.equal(await estate.git("rev-parse", "main"), commit);
  const signers = `${estate.folder}/signers`;
  const { writeFile } = await import("node:fs/promises");
  await writeFile(signers, await estate.git("show", "main:policy/allowed_signers"));
  const verify = ["-c", "gpg.format=ssh", "-c", `gpg.ssh.allowedSignersFile=${signers}`];
  await estate.git(...verify, "verify-commit", commit);
  assert.match(
    await estate.git(...verify, "log", "-1", "--show-signature", commit),
    /Good "git" signature for lockstep@/,
  );
  const trailers = await estate.git("log", "-1", "--format=%(trailers:only)", commit);
  const baseline = await estate.store.openBaseline("tie");
  assert.deepEqual(trailers.trim().split("\n"), [
    "Lockstep-Engine: tie",
    "Lockstep-Node: tie-a",
    `Lockstep-Digest: ${baseline?.snapshot.digest}`,
    `Lockstep-Taken-At: ${later.takenAt}`,
    "Lockstep-Proposal: adt-1",
    `Lockstep-Change: ${proposal.digest}`,
    "Approved-By: Pat Example",
    "Ticket: CHG0031234",
    "Review: https://forge.example/trust/estate/pull/42",
  ]);
  assert.ok(baseline !== undefined && "record" in baseline.approval);
  assert.equal(baseline.approval.record.hash, record.hash);
  assert.deepEqual(
    baseline.snapshot.entries.map(({ path }) => path),
    [ONE, TWO, FOUR, THREE_RENAMED].map(({ entry }) => entry.path),
  );
  assert.equal(baseline.snapshot.digest, snapshotDigest(baseline.snapshot.dialect, baseline.snapshot.entries));
  assert.equal(
    (await baseline.load([ONE.entry.path])).get(ONE.entry.path)?.[1]?.bytes.toString(),
    "// production\nreturn 1;\n",
  );
  assert.deepEqual(await baselinePaths(made, "main"), [
    "feed-1~00000001",
    "feed-2~00000002",
    "feed-4~00000004",
    "renamed~00000003",
  ]);
  const { tree, ...body } = record.body;
  assert.equal(tree, await estate.git("rev-parse", "main:baselines/tie"));
  assert.deepEqual(body, {
    ...{ engineId: "tie", nodeId: "tie-a", commit, digest: baseline.snapshot.digest, dialect: "fixture/1" },
    ...{ snapshotCommit: made.snapshot.commit, approver: "Pat Example", ticket: "CHG0031234", ticketFound: true },
    ...{ reviewed: true, proposal: { key: "adt-1", digest: proposal.digest, baseline: proposal.baseline.commit } },
  });
  const [decided, ...others] = await recordsOf(estate.ledger, "review-decided");
  assert.deepEqual(others, []);
  assert.deepEqual(decided?.body, JSON.parse(JSON.stringify(decision)));
  assert.equal((await estate.ledger.verify()).sound, true);
  assert.equal(await estate.git("for-each-ref", "refs/lockstep"), "");
});

test("takes an artefact out of the baseline that production no longer has", async () => {
  await using made = await createProposedEstate([ONE, TWO]);
  const snapshot = await made.take([ONE], later);
  const proposal = await made.propose("gone", [{ before: TWO }], snapshot);
  const stored = await made.proposals.write({ proposal, files: [], at: PROPOSED_AT });
  await made.proposals.adopt({ proposal, decision: decisionOn(stored), at: PROPOSED_AT });
  assert.deepEqual(await baselinePaths(made, "main"), ["feed-1~00000001"]);
});

test("two proposals made on one baseline are both adopted, whichever comes first", async () => {
  await using made = await changed();
  const one = await made.propose("one", [{ before: ONE, after: ONE_NOW }], made.snapshot);
  const two = await made.propose("two", [{ before: TWO, after: TWO_NOW }], made.snapshot);
  const written = [];
  for (const proposal of [one, two])
    written.push(await made.proposals.write({ proposal, files: FILES, at: PROPOSED_AT }));
  await Promise.all(
    written.map((stored) =>
      made.proposals.adopt({ proposal: stored.proposal, decision: decisionOn(stored), at: PROPOSED_AT }),
    ),
  );
  const baseline = await made.estate.store.openBaseline("tie");
  assert.ok(baseline !== undefined && "record" in baseline.approval);
  assert.deepEqual(
    baseline.snapshot.entries.map(({ digest }) => digest),
    [ONE_NOW, TWO_NOW, THREE].map(({ entry }) => entry.digest),
  );
});

test("is stale where the baseline moved under it, the snapshot lacks what it says, or another reader read it", async () => {
  await using made = await changed();
  const { estate, proposals, snapshot } = made;
  const proposal = await made.propose("one", [{ before: ONE, after: ONE_NOW }], snapshot);
  const stored = await proposals.write({ proposal, files: FILES, at: PROPOSED_AT });
  const lacking = await made.propose("lacking", [{ before: ONE }], snapshot);
  await assert.rejects(proposals.write({ proposal: lacking, files: [], at: PROPOSED_AT }), { code: "proposal-stale" });
  const otherNode = { ...proposal, production: { ...proposal.production, nodeId: "tie-b" } };
  await assert.rejects(proposals.write({ proposal: otherNode, files: [], at: PROPOSED_AT }), {
    code: "proposal-stale",
  });
  const newer = await made.take([ONE_NOW, TWO, THREE], { takenAt: "2026-11-23T03:30:00.000Z", dialect: "fixture/2" });
  const otherReader = await made.propose("one", [{ before: ONE, after: ONE_NOW }], newer);
  await assert.rejects(proposals.write({ proposal: otherReader, files: [], at: PROPOSED_AT }), {
    code: "proposal-stale",
  });
  const third = await made.take([channelFixture(1, "third"), TWO, THREE], { takenAt: "2026-11-23T03:40:00.000Z" });
  const approval = { approver: "Ada Example", ticket: null, at: PROPOSED_AT, reviewed: true };
  await estate.store.adoptBaseline({ engineId: "tie", commit: third.commit, digest: third.digest, ...approval });
  const before = await estate.git("rev-parse", "main");
  const adopting = proposals.adopt({ proposal, decision: decisionOn(stored), at: PROPOSED_AT });
  await assert.rejects(adopting, { code: "proposal-stale" });
  assert.equal(await estate.git("rev-parse", "main"), before);
  assert.equal((await recordsOf(estate.ledger, "review-decided")).length, 0);
});

test("moves no baseline by an approval of another commit, nor on top of a baseline that nobody approved", async () => {
  await using made = await changed();
  const { estate, proposals } = made;
  const one = await made.propose("one", [{ before: ONE, after: ONE_NOW }], made.snapshot);
  const two = await made.propose("two", [{ before: TWO, after: TWO_NOW }], made.snapshot);
  const [first, second] = [
    await proposals.write({ proposal: one, files: FILES, at: PROPOSED_AT }),
    await proposals.write({ proposal: two, files: FILES, at: PROPOSED_AT }),
  ];
  const wrong = decisionOn(first, { commit: second.commit });
  await assert.rejects(proposals.adopt({ proposal: one, decision: wrong, at: PROPOSED_AT }), {
    code: "digest-mismatch",
  });
  const declined = decisionOn(first, { outcome: "declined" });
  await assert.rejects(proposals.adopt({ proposal: one, decision: declined, at: PROPOSED_AT }), { code: "bug" });
  // Somebody pushed production's artefacts into the baseline himself.
  await estate.git("update-ref", "refs/heads/main", second.commit);
  const adopting = proposals.adopt({ proposal: one, decision: decisionOn(first), at: PROPOSED_AT });
  await assert.rejects(adopting, { code: "baseline-unproven" });
});

test("asked twice, at once, or by two processes, it ends with one commit and one pair of records", async () => {
  await using made = await changed();
  const { estate } = made;
  const proposal = await made.propose("one", [{ before: ONE, after: ONE_NOW }], made.snapshot);
  const stored = await made.proposals.write({ proposal, files: FILES, at: PROPOSED_AT });
  const adoption = { proposal, decision: decisionOn(stored), at: PROPOSED_AT };
  const others = Array.from({ length: 4 }, () => openProposalStore(estate.context, openLedger(estate.context)));
  const results = await Promise.all(others.map((store) => store.adopt(adoption)));
  const again = await made.proposals.adopt(adoption);
  for (const result of results) assert.deepEqual(result, again);
  assert.equal((await recordsOf(estate.ledger, "baseline-adopted")).length, 2);
  assert.equal((await recordsOf(estate.ledger, "review-decided")).length, 1);
  assert.equal(await estate.git("rev-list", "--count", `${stored.base}..main`), "1");
});

test("killed at any step it is carried on by the next who asks", async () => {
  for (let survived = 0; survived < 4; survived++) {
    await using made = await changed();
    const { estate } = made;
    const proposal = await made.propose("one", [{ before: ONE, after: ONE_NOW }], made.snapshot);
    const stored = await made.proposals.write({ proposal, files: FILES, at: PROPOSED_AT });
    const adoption = { proposal, decision: decisionOn(stored), at: PROPOSED_AT };
    const dying = openProposalStore(estate.context, killedAfter(estate.ledger, survived));
    await assert.rejects(dying.adopt(adoption), /killed here/);
    const baseline = await estate.store.openBaseline("tie");
    assert.ok(baseline !== undefined && "record" in baseline.approval, "it is proven at every moment");
    await made.proposals.adopt(adoption);
    assert.equal((await recordsOf(estate.ledger, "baseline-adopted")).length, 2, `after step ${survived}`);
    assert.equal((await recordsOf(estate.ledger, "review-decided")).length, 1, `after step ${survived}`);
    assert.equal(await estate.git("rev-list", "--count", `${stored.base}..main`), "1");
    assert.equal((await estate.ledger.verify()).sound, true);
  }
});

/** Dies before or after the first or the second record. */
function killedAfter(ledger: GitLedger, step: number): GitLedger {
  let appended = 0;
  return {
    ...ledger,
    async appendWith(entry, beside) {
      if (appended++ * 2 === step) throw new Error("killed here");
      const record = await ledger.appendWith(entry, beside);
      if (appended * 2 - 1 === step) throw new Error("killed here");
      return record;
    },
  };
}

test("the same change proposed again after it was taken back is adopted again", async () => {
  await using made = await createProposedEstate([ONE]);
  const steps: [StoredFixture, StoredFixture][] = [
    [ONE, ONE_NOW],
    [ONE_NOW, ONE],
    [ONE, ONE_NOW],
  ];
  for (const [index, [before, after]] of steps.entries()) {
    const snapshot = await made.take([after], { takenAt: `2026-11-23T03:0${index}:00.000Z` });
    const proposal = await made.propose("one", [{ before, after }], snapshot);
    const stored = await made.proposals.write({ proposal, files: FILES, at: PROPOSED_AT });
    await made.proposals.adopt({ proposal, decision: decisionOn(stored), at: PROPOSED_AT });
  }
  assert.equal((await recordsOf(made.estate.ledger, "baseline-adopted")).length, 4);
  assert.equal((await recordsOf(made.estate.ledger, "review-decided")).length, 3);
});

test("a name from a forge ends no line of a commit", async () => {
  await using made = await changed();
  const proposal = await made.propose("one", [{ before: ONE, after: ONE_NOW }], made.snapshot);
  const stored = await made.proposals.write({ proposal, files: FILES, at: PROPOSED_AT });
  const name = "Mallory\nLockstep-Digest: sha256:0\u202e\u0000";
  const decision = decisionOn(stored, {
    approvers: [{ account: "m", name, at: PROPOSED_AT }],
    ticket: "CHG\r\nTicket: X",
  });
  const { commit } = await made.proposals.adopt({ proposal, decision, at: PROPOSED_AT });
  const message = await made.estate.git("log", "-1", "--format=%B", commit);
  assert.equal(message.match(/^Lockstep-Digest: /gm)?.length, 1);
  assert.equal(message.match(/^Ticket: /gm)?.length, 1);
  const baseline = await made.estate.store.openBaseline("tie");
  assert.ok(baseline !== undefined && "record" in baseline.approval);
});

test("takes away a branch that stands where it is thought to stand, and no other", async () => {
  await using made = await changed();
  const { estate, proposals } = made;
  const proposal = await made.propose("one", [{ before: ONE, after: ONE_NOW }], made.snapshot);
  const stored = await proposals.write({ proposal, files: FILES, at: PROPOSED_AT });
  await proposals.remove(stored.branch, stored.base);
  assert.equal((await proposals.list()).length, 1);
  await assert.rejects(proposals.remove("main", stored.base), { code: "bug" });
  await assert.rejects(proposals.remove("drift/../main", stored.base), { code: "bug" });
  await proposals.remove(stored.branch, stored.commit);
  await proposals.remove(stored.branch, stored.commit);
  assert.equal(await estate.git("for-each-ref", "refs/heads/drift"), "");
});
