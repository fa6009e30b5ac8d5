import assert from "node:assert/strict";
import { test } from "node:test";
import type { Finding } from "#schemas/finding";
import type { ReviewDecision } from "#schemas/review-decision";
import { aChange, aDecision, aFinding, propose, under } from "./propose.js";

function digestsOf(findings: readonly Finding[]): string[] {
  return propose(findings).proposals.flatMap(({ changes }) => changes.map(({ digest }) => digest));
}

function told(findings: readonly Finding[], decisions: readonly ReviewDecision[]) {
  const { proposals, declined } = propose(findings, { decisions });
  return {
    asked: proposals.map(({ kind, changes }) => [kind, changes.length]),
    settled: declined.map(({ outcome, proposal }) => [outcome, proposal.kind, proposal.changes.length]),
  };
}

const FINDING = aFinding("1");
const CHANGES = digestsOf([FINDING]);
const DECLINED = aDecision({ changes: CHANGES, reason: "not the agreed port" });

test("what was declined is not proposed again: production is to be put back", () => {
  assert.deepEqual(told([FINDING], [DECLINED]), { asked: [], settled: [["declined", "adopt", 1]] });
  const [settled] = propose([FINDING], { decisions: [DECLINED] }).declined;
  assert.deepEqual(settled?.decisions, [DECLINED]);
});

test("it is remembered by content: under another key, flow or name, and on both nodes, it is still declined", () => {
  const renamed = { ...FINDING, flow: "Other", artefact: { ...FINDING.artefact, name: "New name" } };
  assert.deepEqual(told([renamed], [DECLINED]).asked, []);
  const onBoth = aFinding("1", {}, { case: "both-changed", changes: [aChange("/port", "6661", "6671", "6671")] });
  assert.deepEqual(told([onBoth], [DECLINED]).asked, []);
});

test("another value is another change, and is asked about", () => {
  const other = aFinding("1", {}, { changes: [aChange("/port", "6661", "6672")] });
  assert.deepEqual(told([other], [DECLINED]), { asked: [["adopt", 1]], settled: [] });
  const more = aFinding("1", {}, { changes: [aChange("/port", "6661", "6671"), aChange("/host", "a", "b")] });
  assert.deepEqual(told([more], [DECLINED]).asked, [["adopt", 1]]);
});

test("a decision on another engine says nothing of this one", () => {
  assert.deepEqual(told([FINDING], [{ ...DECLINED, engineId: "rie" }]).asked, [["adopt", 1]]);
});

test("of several decisions the newest counts", () => {
  const adopted = aDecision({ changes: CHANGES, outcome: "adopted" });
  assert.deepEqual(told([FINDING], [adopted, DECLINED]).asked, [["adopt", 1]]);
  assert.deepEqual(told([FINDING], [DECLINED, adopted]).asked, []);
});

test("where putting back was declined, adopting may be proposed, whatever became of the ticket", () => {
  const cancelled = aFinding("1", under("CHG0000042", "ticket-cancelled-or-rejected"));
  assert.deepEqual(told([cancelled], []).asked, [["restore", 1]]);
  const declined = aDecision({ changes: CHANGES, kind: "restore", outcome: "declined" });
  assert.deepEqual(told([cancelled], [declined]).asked, [["adopt", 1]]);
});

test("where putting back was agreed, nobody is asked while it is not done", () => {
  const agreed = aDecision({ changes: CHANGES, kind: "restore", outcome: "restore-agreed" });
  assert.deepEqual(told([FINDING], [agreed]), { asked: [], settled: [["restore-agreed", "restore", 1]] });
});

test("of many changes declined together those that still stand stay declined, and a new one beside them is asked about", () => {
  const findings = [aFinding("1"), aFinding("2", {}, { changes: [aChange("/host", "a", "b")] })];
  const decisions = [aDecision({ changes: digestsOf(findings) })];
  const added = aFinding("3", {}, { changes: [aChange("/new", "1", "2")] });
  assert.deepEqual(told([...findings, added], decisions), {
    asked: [["adopt", 1]],
    settled: [["declined", "adopt", 2]],
  });
  const keys = propose([...findings, added], { decisions });
  assert.notEqual(keys.proposals[0]?.key, keys.declined[0]?.proposal.key);
});

test("an artefact of which only a part was decided on is asked about as a whole", () => {
  const mayDiffer = (_kind: string, _key: string, [first]: readonly string[]) =>
    first === "note" ? "a note" : undefined;
  const note = aFinding("1", {}, { harmless: "a note", changes: [aChange("/note", "a", "b")] });
  const { proposals, declined } = propose([FINDING, note], { mayDiffer, decisions: [DECLINED] });
  assert.deepEqual([proposals[0]?.changes.length, declined], [2, []]);
});
