import assert from "node:assert/strict";
import { test } from "node:test";
import type { ChangeControl } from "#schemas/change-control";
import { aChange, approvedAt, aTicket, on, standardTicket, TEMPLATE, tell } from "./ticket-story.js";

const POLICY = {
  singleHanded: { reviewWithinWorkingDays: 5, reviewers: ["chris@trust.example", "lee@trust.example"] },
};

/** Sam approved and made the change; `about` says what became of it, and `at` when that is asked. */
function alone(about: Parameters<typeof aTicket>[0] = {}, at = on("16:00"), actors = ["sam"]) {
  const approvals = [approvedAt("10:00", "sam@trust.example")];
  return tell({
    tickets: [aTicket({ approvals, observedAt: at, ...about })],
    change: aChange({ actors }),
    control: POLICY,
    at,
  });
}

/** The change was made on a Wednesday: its fifth working day after is the Wednesday a week later. */
const LAST_MOMENT = "2026-11-25T23:59:59Z";
const TOO_LATE = "2026-11-26T00:00:00Z";

test("a single-handed decision waits for its review, and says by whom and until when", () => {
  const { verdict, duties, trace } = alone();
  assert.equal(verdict, "single-handed-pending");
  assert.deepEqual(duties, [{ duty: "review-single-handed", state: "due", due: TOO_LATE }]);
  assert.deepEqual(
    trace.find(({ test: name }) => name === "single-handed decision reviewed"),
    {
      ticket: "CHG0000001",
      test: "single-handed decision reviewed",
      passed: false,
      facts: "no review recorded since; due before 2026-11-26T00:00:00Z by chris@trust.example, lee@trust.example",
    },
  );
});

test("it is overdue from the first moment after its last working day", () => {
  assert.equal(alone({}, LAST_MOMENT).verdict, "single-handed-pending");
  assert.equal(alone({}, TOO_LATE).verdict, "single-handed-overdue");
});

test("once a named reviewer has looked at it, it is authorised and still told as single-handed", () => {
  const { verdict, trace, duties } = alone({ reviewedAt: on("15:00"), reviewedBy: "Chris@trust.example" });
  assert.equal(verdict, "authorised");
  assert.deepEqual(
    trace.flatMap(({ test: name, note }) => (note === undefined ? [] : [`${name}: ${note}`])),
    ["segregation of duties: single-handed"],
  );
  assert.equal(duties?.[0]?.state, "done");
});

test("a review after the deadline is a missed one for ever", () => {
  const late = { reviewedAt: TOO_LATE, reviewedBy: "chris@trust.example" };
  assert.equal(alone(late, "2026-12-01T10:00:00Z").verdict, "single-handed-overdue");
});

test("no review is one by the same person under another name, by nobody, or by whom policy does not name", () => {
  for (const reviewedBy of ["SAM", "TRUST\\sam", null, "-", "kim@trust.example", "sam@elsewhere.example"]) {
    assert.equal(alone({ reviewedAt: on("15:00"), reviewedBy }).verdict, "single-handed-pending", `${reviewedBy}`);
  }
  const reviewer = { reviewedAt: on("15:00"), reviewedBy: "lee@trust.example" };
  assert.equal(alone(reviewer, on("16:00"), ["sam", "lee"]).verdict, "single-handed-pending");
});

test("a reviewer whom policy names without a domain is nobody's address, unless policy says whose", () => {
  const reviewed = (reviewer: string, reviewedBy: string, identities: ChangeControl["identities"] = []) =>
    tell({
      tickets: [aTicket({ approvals: [approvedAt("10:00", "sam")], reviewedAt: on("15:00"), reviewedBy })],
      control: { singleHanded: { reviewWithinWorkingDays: 5, reviewers: [reviewer] }, identities },
    }).verdict;
  const known = [{ account: "casey", person: "casey@trust.example" }];
  assert.equal(reviewed("casey", "casey@evil.example"), "single-handed-pending");
  assert.equal(reviewed("casey", "casey@evil.example", known), "single-handed-pending");
  assert.equal(reviewed("casey@trust.example", "casey@evil.example"), "single-handed-pending");
  assert.equal(reviewed("casey", "casey@trust.example", known), "authorised");
  assert.equal(reviewed("casey", "Casey"), "authorised");
  assert.equal(reviewed("casey@trust.example", "casey"), "authorised");
});

test("no review is one dated before the change was over, or after it is asked for", () => {
  const reviewedBy = "chris@trust.example";
  assert.equal(alone({ reviewedAt: on("11:59"), reviewedBy }).verdict, "single-handed-pending");
  assert.equal(alone({ reviewedAt: on("16:01"), reviewedBy }).verdict, "single-handed-pending");
});

test("without the policy one person alone is a breach", () => {
  const approvals = [approvedAt("10:00", "sam@trust.example")];
  assert.equal(tell({ tickets: [aTicket({ approvals, reviewedAt: on("15:00") })] }).verdict, "sod-breach");
});

test("two people ask for no review", () => {
  const { verdict, duties } = tell({ control: POLICY });
  assert.deepEqual([verdict, duties], ["authorised", undefined]);
});

test("a standard change by its own approver waits for the review as well", () => {
  const tickets = [standardTicket({ approvals: [approvedAt("10:00", "sam@trust.example")] })];
  const control = { ...POLICY, standardTemplates: [TEMPLATE] };
  assert.equal(tell({ tickets, control }).verdict, "single-handed-pending");
});
