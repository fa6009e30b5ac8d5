import assert from "node:assert/strict";
import { test } from "node:test";
import type { ReviewDecision } from "#schemas/review-decision";
import { defaultMappingOf } from "#services/compose/estate/ticket-systems";
import { decisionDigest, type NotesKnown, planTicketNotes } from "#services/core/review/plan-ticket-notes";

const DECISION: ReviewDecision = {
  engineId: "tie",
  key: "adt",
  kind: "adopt",
  outcome: "adopted",
  digest: `sha256:${"5e".repeat(32)}`,
  changes: [`sha256:${"7d".repeat(32)}`],
  ticket: "CHG0034512",
  forge: "local",
  number: 3,
  url: null,
  commit: null,
  approvers: [],
  decidedBy: "pat-lowe",
  reason: null,
};
const AT = "2026-11-23T02:00:00.000Z";
const ITSM = { id: "itsm", mapping: defaultMappingOf("servicenow") };

function planned(known: Partial<NotesKnown>): number {
  const given = { decisions: [{ decision: DECISION, at: AT }], noted: new Set<string>(), takers: [ITSM], at: AT };
  return planTicketNotes({ ...given, ...known }).length;
}

test("a decision is told to its ticket once, however often it was recorded", () => {
  assert.equal(planned({}), 1);
  assert.equal(planned({ decisions: [1, 2].map(() => ({ decision: DECISION, at: AT })) }), 1);
  assert.equal(planned({ noted: new Set([decisionDigest(DECISION)]) }), 0);
});

test("another decision on the same ticket is told as well", () => {
  const other = { ...DECISION, outcome: "declined" as const };
  assert.equal(planned({ decisions: [DECISION, other].map((decision) => ({ decision, at: AT })) }), 2);
});

test("a decision is told for seven days, and then no more", () => {
  assert.equal(planned({ at: "2026-11-29T23:00:00.000Z" }), 1);
  assert.equal(planned({ at: "2026-11-30T03:00:00.000Z" }), 0);
});

test("nothing is told without a ticket, or to a system whose numbers look otherwise or are not known", () => {
  assert.equal(planned({ decisions: [{ decision: { ...DECISION, ticket: null }, at: AT }] }), 0);
  assert.equal(planned({ takers: [{ id: "jira", mapping: defaultMappingOf("jira") }] }), 0);
  assert.equal(planned({ takers: [{ id: "itsm", mapping: undefined }] }), 0);
});
