import assert from "node:assert/strict";
import { test } from "node:test";
import type { ChangeProposal } from "#schemas/change-proposal";
import { branchOf } from "#services/core/review/branch-of";
import { judgeMerge, type MergeQuestion } from "#services/core/review/judge-merge";
import { aFinding, propose, under } from "../proposal/propose.js";

function aProposal(about: Partial<ChangeProposal> = {}): ChangeProposal {
  const [proposal] = propose([aFinding("1", under("CHG0000042", "authorised"))]).proposals;
  assert.ok(proposal);
  return { ...proposal, ...about };
}

function aMerge(about: Partial<MergeQuestion> = {}, review: Partial<MergeQuestion["review"]> = {}): MergeQuestion {
  const proposal = aProposal();
  return {
    review: {
      number: 42,
      state: "merged",
      branch: branchOf(proposal),
      base: "main",
      head: "c0ffee",
      ...ENDING,
      ...review,
    },
    main: "main",
    newest: "c0ffee",
    stored: { commit: "c0ffee", proposal },
    approval: { counts: true, approvers: [{ account: "pat-cab", name: "Pat Jones", at: "" }], tests: [] },
    ...about,
  };
}

const ENDING = { url: "https://github.hospital.test/trust/estate/pull/42", endedAt: "2026-11-20T14:00:00Z" };

test("a merge of an earlier commit of Lockstep's moves nothing: what was approved is out of date", () => {
  assert.match(whyNot(aMerge({ newest: "d00d" })), /not the latest that Lockstep wrote/);
  assert.match(whyNot(aMerge({ newest: undefined })), /not the latest that Lockstep wrote/);
});

function whyNot(question: MergeQuestion): string {
  const judged = judgeMerge(question);
  assert.equal(judged.outcome, "merged-unapproved");
  return judged.because;
}

test("an approved merge of Lockstep's own commit moves the baseline", () => {
  const judged = judgeMerge(aMerge());
  assert.equal(judged.outcome, "adopted");
  assert.match(judged.because, /Pat Jones/);
});

test("an approved merge of a proposal to restore agrees that production is put back", () => {
  const proposal = aProposal({ kind: "restore" });
  assert.equal(judgeMerge(aMerge({ stored: { commit: "c0ffee", proposal } })).outcome, "restore-agreed");
});

test("a merge of a person's commit moves nothing, even on Lockstep's branch", () => {
  assert.match(whyNot(aMerge({ stored: undefined })), /not one that Lockstep made/);
  assert.match(whyNot(aMerge({}, { head: "e71" })), /not one that Lockstep made/);
  assert.match(whyNot(aMerge({}, { head: null })), /not one that Lockstep made/);
});

test("a merge from another branch, or into another one, moves nothing", () => {
  assert.match(whyNot(aMerge({}, { branch: "drift/rie/ticket-chg0000042" })), /its branch is not that/);
  assert.match(whyNot(aMerge({}, { base: "trial" })), /not merged into the branch of the estate/);
  assert.match(whyNot(aMerge({}, { state: "closed" })), /not merged/);
});

test("a merge past a missing approval is a finding that says what was missing, the same in every run", () => {
  const approval = {
    counts: false,
    approvers: [],
    tests: [{ test: "enough approvals", account: null, passed: false, facts: "0 count of 1 that policy asks for" }],
  };
  const [first, again] = [
    judgeMerge(aMerge({ approval })),
    judgeMerge(aMerge({ approval: { ...approval, tests: [] } })),
  ];
  assert.ok(first.outcome === "merged-unapproved" && again.outcome === "merged-unapproved");
  assert.match(first.finding.message, /enough approvals: 0 count of 1/);
  assert.equal(first.finding.code, "merged-unapproved");
  assert.equal(first.finding.id, again.finding.id);
  const other = judgeMerge(aMerge({ approval }, { number: 43 }));
  assert.ok(other.outcome === "merged-unapproved" && other.finding.id !== first.finding.id);
});
