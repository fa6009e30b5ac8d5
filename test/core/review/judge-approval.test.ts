import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { sealAccountsUnder } from "#services/core/people/seal-account";
import type { ApprovalQuestion } from "#services/core/review/approval-question";
import { judgeApproval } from "#services/core/review/judge-approval";
import type { Opinion } from "#services/core/review/standing-opinions";

const COMMIT = "c0ffee0000000000000000000000000000000000";
const OTHER = "0ther000000000000000000000000000000000000";

function says(account: string, about: Partial<Opinion> = {}): Opinion {
  return { account, says: "approved", commit: COMMIT, at: "2026-11-22T10:00:00Z", text: "", ...about };
}

function madeBy(...actors: string[]): ApprovalQuestion["findings"] {
  return [
    {
      authorisation: {
        verdict: "unreferenced",
        ticket: null,
        changedBetween: null,
        actors,
        trace: [],
        suggestions: [],
      },
    },
  ];
}

function judge(opinions: readonly Opinion[], about: Partial<ApprovalQuestion> = {}) {
  return judgeApproval({
    opinions,
    commit: COMMIT,
    opinionsBoundToCommit: true,
    approvers: ["pat-cab", "sam-cab"],
    policy: { approvals: 1, names: {} },
    control: { identities: [] },
    own: "lockstep[bot]",
    author: "lockstep[bot]",
    pushedBy: null,
    findings: madeBy("jo"),
    mergedAt: null,
    ...about,
  });
}

/** What was crossed, and why. */
function crossed(opinions: readonly Opinion[], about: Partial<ApprovalQuestion> = {}): string[] {
  const { counts, tests } = judge(opinions, about);
  const failed = tests.filter(({ passed }) => !passed).map(({ test: name }) => name);
  assert.equal(
    counts,
    failed.every((name) => !OVERALL.has(name)),
  );
  return failed.filter((name) => name !== "enough approvals");
}

const OVERALL = new Set(["somebody may approve", "nobody objects", "enough approvals"]);

test("counts where an approver approved exactly these changes, and names the person whom policy gives", () => {
  const { counts, approvers, tests } = judge([says("Pat-CAB")], {
    policy: { approvals: 1, names: { "pat-cab": "Pat Jones" } },
  });
  assert.equal(counts, true);
  assert.deepEqual(approvers, [{ account: "Pat-CAB", name: "Pat Jones", at: "2026-11-22T10:00:00Z" }]);
  assert.ok(tests.every(({ passed, facts }) => passed && facts !== ""));
});

test("does not count without any opinion, nor where policy names nobody", () => {
  assert.equal(judge([]).counts, false);
  assert.deepEqual(crossed([says("pat-cab")], { approvers: [] }), ["may approve", "somebody may approve"]);
});

test("does not count by somebody who is no approver", () => {
  assert.deepEqual(crossed([says("eve")]), ["may approve"]);
});

test("does not count by Lockstep's own account, even where somebody put it among the approvers", () => {
  const about = { approvers: ["lockstep[bot]"], author: "somebody" };
  assert.deepEqual(crossed([says("Lockstep[bot]")], about), ["is not Lockstep"]);
});

test("does not count by whoever opened the review, or pushed to it last", () => {
  assert.deepEqual(crossed([says("pat-cab")], { author: "Pat-Cab" }), ["did not open the review"]);
  assert.deepEqual(crossed([says("pat-cab")], { pushedBy: "PAT-CAB" }), ["did not push to it"]);
});

test("does not count by a person who made the change, under whichever name", () => {
  const made = ["did not make the change"];
  assert.deepEqual(crossed([says("pat-cab")], { findings: madeBy("TRUST\\pat-cab") }), made);
  const names = { approvals: 1, names: { "PAT-cab": "Dr Pat Jones" } };
  assert.deepEqual(crossed([says("pat-cab")], { policy: names, findings: madeBy("Jones, Pat") }), made);
  const identities = [{ account: "pjones", person: "Pat Jones" }];
  assert.deepEqual(
    crossed([says("pat-cab")], { policy: names, control: { identities }, findings: madeBy("pjones") }),
    made,
  );
  assert.deepEqual(crossed([says("pat-cab")], { policy: names, findings: madeBy("Sam Smith") }), []);
});

test("counts where the engines name nobody, and says so", () => {
  const { counts, tests } = judge([says("pat-cab")], { findings: madeBy() });
  assert.equal(counts, true);
  assert.match(tests.find(({ test: name }) => name === "did not make the change")?.facts ?? "", /name nobody/);
});

test("does not count for another commit", () => {
  assert.deepEqual(crossed([says("pat-cab", { commit: OTHER })]), ["approved these very changes"]);
});

test("an opinion without a commit counts only where the forge withdraws opinions when a branch moves", () => {
  const unbound = [says("pat-cab", { commit: null })];
  assert.deepEqual(crossed(unbound), ["approved these very changes"]);
  assert.deepEqual(crossed(unbound, { opinionsBoundToCommit: false }), []);
});

test("the last opinion of an account counts, whatever its letters; a comment is none", () => {
  const dismissed = [says("pat-cab"), says("PAT-CAB", { says: "dismissed" })];
  assert.equal(judge(dismissed).counts, false);
  const changed = [says("pat-cab", { says: "changes-requested" }), says("Pat-Cab")];
  assert.equal(judge(changed).counts, true);
  assert.equal(judge([says("pat-cab"), says("pat-cab", { says: "commented" })]).counts, true);
});

test("an approver who asks for something else blocks, on whichever commit; somebody else does not", () => {
  const objects = (account: string) => [says("pat-cab"), says(account, { says: "changes-requested", commit: OTHER })];
  assert.deepEqual(crossed(objects("sam-cab")), ["nobody objects"]);
  assert.deepEqual(crossed(objects("eve")), []);
});

test("what was approved after the merge is retrospective, and does not count", () => {
  const mergedAt = "2026-11-22T12:00:00Z";
  assert.deepEqual(crossed([says("pat-cab", { at: mergedAt })], { mergedAt }), []);
  const late = [says("pat-cab", { at: "2026-11-22T12:00:01Z" })];
  assert.deepEqual(crossed(late, { mergedAt }), ["approved before the merge"]);
  const { tests } = judge(late, { mergedAt });
  assert.match(tests.find(({ passed }) => !passed)?.facts ?? "", /^retrospective: /);
});

test("what was approved before the merge and again after it counts; what was withdrawn since does not", () => {
  const mergedAt = "2026-11-22T12:00:00Z";
  const again = [says("pat-cab"), says("pat-cab", { at: "2026-11-23T00:00:00Z" })];
  assert.deepEqual(crossed(again, { mergedAt }), []);
  assert.equal(judge(again, { mergedAt }).approvers[0]?.at, "2026-11-22T10:00:00Z");
  const withdrawn = [says("pat-cab"), says("pat-cab", { says: "dismissed", at: "2026-11-23T00:00:00Z" })];
  assert.equal(judge(withdrawn, { mergedAt }).counts, false);
  const stale = [says("pat-cab", { commit: OTHER }), says("pat-cab", { at: "2026-11-23T00:00:00Z" })];
  assert.deepEqual(crossed(stale, { mergedAt }), ["approved these very changes"]);
});

test("does not count where the forge does not tell when it was given", () => {
  assert.deepEqual(crossed([says("pat-cab", { at: "" })]), ["approved before the merge"]);
});

test("as many people must approve as policy says, and two accounts of one person are one", () => {
  const policy = { approvals: 2, names: {} };
  assert.equal(judge([says("pat-cab")], { policy }).counts, false);
  assert.equal(judge([says("pat-cab"), says("sam-cab")], { policy }).counts, true);
  const one = { approvals: 2, names: { "pat-cab": "Pat Jones", "sam-cab": "Jones, Pat" } };
  assert.equal(judge([says("pat-cab"), says("sam-cab")], { policy: one }).counts, false);
});

test("never counts by nobody, not even where none is asked for", () => {
  assert.equal(judge([], { policy: { approvals: 0, names: {} } }).counts, false);
});

test("a person who took part in making it, and is not the last who did, made it too", () => {
  const [finding] = madeBy("sam");
  assert.ok(finding);
  const act = { phase: "save", at: "2026-11-22T09:00:00Z", actor: "pat-cab", act: "Update channel" } as const;
  const findings = [{ authorisation: { ...finding.authorisation, acts: [act] } }];
  assert.deepEqual(crossed([says("pat-cab")], { findings }), ["did not make the change"]);
});

test("one approver whose approval fails takes nothing from another whose approval holds", () => {
  assert.equal(judge([says("pat-cab", { commit: OTHER }), says("sam-cab")]).counts, true);
});

test("text from outside is escaped in the facts", () => {
  const { tests } = judge([says("eve\u202e\n")], { findings: madeBy("mal\u001b[2J") });
  assert.ok(tests.every(({ facts }) => !/[\u202e\n\u001b]/.test(facts)));
});

test("never counts without a standing approval of an approver for this very commit", () => {
  const opinion: fc.Arbitrary<Opinion> = fc.record({
    account: fc.constantFrom("pat-cab", "sam-cab", "SAM-cab", "eve", "lockstep[bot]", "jo"),
    says: fc.constantFrom("approved", "changes-requested", "commented", "dismissed"),
    commit: fc.constantFrom(COMMIT, OTHER, null),
    at: fc.constantFrom("2026-11-22T10:00:00Z", "2026-11-22T14:00:00Z", "soon"),
    text: fc.constant(""),
  });
  const about = fc.record({ mergedAt: fc.constantFrom(null, "2026-11-22T12:00:00Z") });
  fc.assert(
    fc.property(fc.array(opinion, { maxLength: 8 }), about, (opinions, merged) => {
      const { counts, approvers } = judge(opinions, merged);
      if (!counts) return;
      assert.ok(approvers.length > 0);
      for (const { account } of approvers) {
        const own = opinions.filter((one) => one.account.toLowerCase() === account.toLowerCase());
        assert.ok(["pat-cab", "sam-cab"].includes(account.toLowerCase()));
        assert.ok(
          own.some(
            (one) =>
              (one.says === "approved" && one.commit === COMMIT && one.at.endsWith("T10:00:00Z")) ||
              merged.mergedAt === null,
          ),
        );
        assert.equal(own.findLast((one) => one.says !== "commented")?.says, "approved");
      }
      const objectors = ["pat-cab", "sam-cab"].filter(
        (name) =>
          opinions.findLast((one) => one.account.toLowerCase() === name && one.says !== "commented")?.says ===
          "changes-requested",
      );
      assert.deepEqual(objectors, []);
    }),
    { numRuns: 1000 },
  );
});

test("where makers stand by pseudonym, whoever decides is sealed as they are, and without that nobody may", () => {
  const seal = sealAccountsUnder(Buffer.alloc(32, 7), []);
  const findings = madeBy(seal("pat-cab", "account"));
  assert.deepEqual(crossed([says("pat-cab")], { findings, seal }), ["did not make the change"]);
  assert.equal(judge([says("sam-cab")], { findings, seal }).counts, true);
  assert.equal(judge([says("sam-cab")], { findings }).counts, false, "of a name and a pseudonym nobody can tell");
  const control = { identities: [{ account: seal("jo.m", "account"), person: seal("sam-cab", "staff") }] };
  const byJo = { findings: madeBy(seal("jo.m", "account")), control, seal };
  assert.equal(judge([says("sam-cab")], byJo).counts, false, "policy says that they are one");
  assert.equal(judge([says("pat-cab")], byJo).counts, true);
  const both = [says("pat-cab"), says("sam-cab")];
  assert.equal(judge(both, { ...byJo, policy: { approvals: 2, names: {} } }).counts, false);
});
