import assert from "node:assert/strict";
import { test } from "node:test";
import { judgeApprovers } from "#services/core/review/judge-approvers";
import { judgeProtection, type Protection } from "#services/core/review/judge-protection";

const GUARDED: Protection = {
  pullRequestRequired: true,
  approvals: 1,
  staleOpinionsVoid: true,
  lastPusherMayNotApprove: true,
  ownersMustApprove: true,
  forcePushForbidden: true,
  deletionForbidden: true,
  bypass: ["lockstep[bot] (app)"],
};

const WANTED = { branch: "main", approvals: 1, hasOwners: true, own: "Lockstep[bot]" };

function judge(about: Partial<Protection> = {}, wanted: Partial<typeof WANTED> = {}) {
  return judgeProtection({ ...GUARDED, ...about }, { ...WANTED, ...wanted });
}

test("a branch that is guarded as it should be is no finding, and Lockstep itself may pass", () => {
  assert.deepEqual(judge(), []);
  assert.deepEqual(judge({ approvals: 3 }), []);
});

const GAPS: readonly (readonly [Partial<Protection>, RegExp])[] = [
  [{ pullRequestRequired: false }, /without a review/],
  [{ approvals: 0 }, /fewer approvals than the 1/],
  [{ staleOpinionsVoid: false }, /outlive/],
  [{ lastPusherMayNotApprove: false }, /pushed last/],
  [{ ownersMustApprove: false }, /owners/],
  [{ forcePushForbidden: false }, /overwritten/],
  [{ deletionForbidden: false }, /deleted/],
  [{ bypass: ["trust/admins", "eve-lockstep[bot]"] }, /may pass it all: eve-lockstep\[bot\], trust\/admins/],
];

for (const [gap, words] of GAPS) {
  test(`says exactly what is missing where ${JSON.stringify(gap)}`, () => {
    const [finding, ...others] = judge(gap);
    assert.equal(finding?.code, "repository-unprotected");
    assert.match(finding?.message ?? "", words);
    assert.deepEqual(others, []);
  });
}

test("what the account may not see is not taken for guarded", () => {
  const [finding] = judge({ staleOpinionsVoid: null, approvals: null });
  assert.match(finding?.message ?? "", /cannot see whether .*fewer approvals.*outlive/);
});

test("what is missing and what cannot be seen are two findings", () => {
  assert.equal(judge({ staleOpinionsVoid: null, deletionForbidden: false }).length, 2);
});

test("a host without an owners file needs none", () => {
  assert.deepEqual(judge({ ownersMustApprove: null }, { hasOwners: false }), []);
});

test("the same gap is the same finding in every run, another one is another", () => {
  const one = judge({ forcePushForbidden: false })[0]?.id;
  assert.equal(judge({ forcePushForbidden: false })[0]?.id, one);
  assert.notEqual(judge({ deletionForbidden: false })[0]?.id, one);
});

const NAMED = { approvers: { teams: ["trust/cab"], people: [] }, approvals: 2 };

test("says that nobody may approve where policy names nobody", () => {
  const policy = { approvers: { teams: [], people: [] }, approvals: 1 };
  const [finding] = judgeApprovers({ policy, accounts: ["pat"], own: "lockstep" });
  assert.equal(finding?.code, "nobody-may-approve");
});

test("says so where fewer may approve than must, Lockstep's own account aside", () => {
  assert.equal(judgeApprovers({ policy: NAMED, accounts: ["pat", "Lockstep", "PAT"], own: "lockstep" }).length, 1);
  assert.deepEqual(judgeApprovers({ policy: NAMED, accounts: ["pat", "sam"], own: "lockstep" }), []);
});

test("says nothing of a team that could not be read: that is told as such", () => {
  assert.deepEqual(judgeApprovers({ policy: NAMED, accounts: null, own: "lockstep" }), []);
});
