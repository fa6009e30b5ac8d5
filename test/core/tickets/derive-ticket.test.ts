import assert from "node:assert/strict";
import { test } from "node:test";
import type { ChangeTicket } from "#schemas/change-ticket";
import type { TicketMapping } from "#schemas/ticket-mapping";
import { deriveTicket } from "#services/core/tickets/derive-ticket";
import { projectFact } from "#services/core/tickets/project-fact";
import { ANSWER, ANSWERED_DIGEST, factOf, MAPPING } from "./ticket-fixture.js";

function derive(answer: Record<string, unknown>, mapping: TicketMapping = MAPPING): ChangeTicket {
  const ticket = deriveTicket(factOf(projectFact(answer, mapping)), mapping).at(-1);
  assert.ok(ticket !== undefined);
  return ticket;
}

function withTicket(change: Record<string, unknown>): Record<string, unknown> {
  return { ...ANSWER, ticket: { ...ANSWER.ticket, ...change } };
}

test("a ticket is derived field by field, and what was written stays beside it", () => {
  const ticket = derive(ANSWER);
  assert.equal(ticket.kind, "normal");
  assert.equal(ticket.lifecycle, "implement");
  assert.equal(ticket.lifecycleRaw, "Doing");
  assert.equal(ticket.approval, "approved");
  assert.deepEqual(ticket.planned, {
    start: "2026-11-20T22:00:00Z",
    end: "2026-11-21T02:00:00Z",
    sourceZone: "Europe/London",
  });
  assert.deepEqual(ticket.channels, ["ADT_IN", "ADT_OUT"]);
  assert.deepEqual(ticket.cis, ["TIE-LIVE"]);
  assert.deepEqual(ticket.digests, [ANSWERED_DIGEST]);
  assert.equal(ticket.sourceVersion, "14");
  assert.equal(ticket.url, "https://tickets.hospital.test/RFC-1207");
  assert.equal(ticket.raw?.["plannedStart"], "2026-11-20 22:00");
  assert.equal(ticket.problems, undefined);
});

test("the assignment group and who reviewed it are told where the mapping names them, and only there", () => {
  const people = { assignmentGroup: { from: ["/ticket/group"] }, reviewedBy: { from: ["/ticket/reviewer/name"] } };
  const ticket = derive(withTicket({ group: "Integration", reviewer: { name: "C. Chair" } }), {
    ...MAPPING,
    ...people,
  });
  assert.deepEqual([ticket.assignmentGroup, ticket.reviewedBy], ["Integration", "C. Chair"]);
  assert.equal(Object.hasOwn(derive(ANSWER), "assignmentGroup"), false);
});

test("deriving from the answer and from what was kept of it gives the same", () => {
  const kept = deriveTicket(factOf(projectFact(ANSWER, MAPPING)), MAPPING);
  const whole = deriveTicket(factOf(ANSWER), MAPPING);
  const strip = (tickets: readonly ChangeTicket[]) => tickets.map((ticket) => ({ ...ticket, rawSha256: "" }));
  assert.deepEqual(strip(kept), strip(whole));
});

const NEVER: readonly [title: string, change: Record<string, unknown>, field: keyof ChangeTicket, value: unknown][] = [
  ["a status that no line names is unknown", { status: "Triage 2" }, "lifecycle", "unknown"],
  ["a kind that no line names is unknown", { type: { name: "Major" } }, "kind", "unknown"],
  ["a missing status is unknown", { status: null }, "lifecycle", "unknown"],
  ["an urgent change is an emergency, whatever its type", { urgent: true }, "kind", "emergency"],
];

for (const [title, change, field, value] of NEVER) {
  test(title, () => assert.equal(derive(withTicket(change))[field], value));
}

const PROBLEMS: readonly [title: string, answer: Record<string, unknown>, problem: RegExp][] = [
  ["another number than the one asked for", withTicket({ number: "RFC-1208" }), /another number/],
  ["a time with an offset where none is expected", withTicket({ updated: "2026-11-20 14:00:00+01:00" }), /updatedAt/],
  ["a flag of another word", withTicket({ hold: "perhaps" }), /onHold/],
  ["a name too long to be one", withTicket({ assignee: { name: "a".repeat(300) } }), /implementers is too long/],
  [
    "an approval whose time cannot be read",
    { ...ANSWER, approvals: [{ who: "Pat", verdict: "yes", when: "yesterday" }] },
    /an approval has a time/,
  ],
];

for (const [title, answer, problem] of PROBLEMS) {
  test(`is a problem, so that the ticket authorises nothing: ${title}`, () => {
    assert.match((derive(answer).problems ?? []).join("; "), problem);
  });
}

test("a part that the mapping needs and that could not be read is a problem", () => {
  const unread = [{ part: "approvals", reason: "the account may not read them" }];
  const ticket = deriveTicket(factOf(projectFact(ANSWER, MAPPING), unread), MAPPING).at(-1);
  assert.match((ticket?.problems ?? []).join(), /approvals could not be read: the account may not/);
});

test("a part that the mapping does not need may be unread", () => {
  const { history: _, ...others } = ANSWER;
  const unread = [{ part: "history", reason: "the account may not read it" }];
  const tickets = deriveTicket(factOf(projectFact(others, MAPPING), unread), MAPPING);
  assert.equal(tickets.length, 1);
  assert.equal(tickets[0]?.problems, undefined);
});

test("an ambiguous local time keeps both readings, and one that never was none", () => {
  const overlap = withTicket({ fields: [{ name: "Start", value: "2026-10-25 01:30" }, ANSWER.ticket.fields[1]] });
  assert.equal(derive(overlap).planned.ambiguous, "dst-overlap");
  assert.equal(derive(overlap).planned.alternative?.start, "2026-10-25T01:30:00Z");
  const gap = withTicket({ fields: [{ name: "Start", value: "2027-03-28 01:30" }, ANSWER.ticket.fields[1]] });
  assert.equal(derive(gap).planned.ambiguous, "dst-gap");
});

test("each state of the record of edits is rebuilt, from the one before the oldest edit on, without the count of edits", () => {
  const tickets = deriveTicket(factOf(projectFact(ANSWER, MAPPING)), MAPPING);
  assert.deepEqual(
    tickets.map(({ observedAt, lifecycle, digests, rebuilt, sourceVersion }) => [
      observedAt,
      lifecycle,
      digests.length,
      rebuilt ?? false,
      sourceVersion,
    ]),
    [
      ["2026-11-19T08:59:59.999Z", "scheduled", 0, true, null],
      ["2026-11-19T09:00:00Z", "scheduled", 1, true, null],
      ["2026-11-20T21:00:00Z", "implement", 1, true, null],
      ["2026-11-21T03:00:00Z", "implement", 1, false, "14"],
    ],
  );
});

test("an edit that does not lead to what stands now ends what is rebuilt", () => {
  const history = [
    { at: "2026-11-20T21:00:00+0000", field: "status", from: "Planned", to: "Waiting" },
    { at: "2026-11-19T21:00:00+0000", field: "status", from: "Done", to: "Planned" },
  ];
  const tickets = deriveTicket(factOf(projectFact({ ...ANSWER, history }, MAPPING)), MAPPING);
  assert.deepEqual(
    tickets.map(({ observedAt, lifecycle }) => [observedAt, lifecycle]),
    [["2026-11-21T03:00:00Z", "implement"]],
    "what stands now came to be by an edit that the record lacks, nobody knows when",
  );
});

test("an approval that came later was not there before, and one taken back in the record of edits has ended", () => {
  const mapping: TicketMapping = {
    ...MAPPING,
    approvals: [
      {
        each: "/history/[field=status]",
        by: { from: ["/by"] },
        decision: { from: ["/to"], words: { Doing: "approved", Planned: "requested" } },
        at: { from: ["/at"], form: "offset" },
        evidence: "audit-log",
      },
    ],
  };
  const history = [
    { at: "2026-11-20T21:00:00+0000", field: "status", from: "Doing", to: "Planned", by: "Sam" },
    { at: "2026-11-19T21:00:00+0000", field: "status", from: "Planned", to: "Doing", by: "Pat" },
  ];
  const answer = { ...ANSWER, history, ticket: { ...ANSWER.ticket, status: "Planned" } };
  const tickets = deriveTicket(factOf(projectFact(answer, mapping)), mapping);
  assert.deepEqual(
    tickets.map(({ approval, approvals }) => [approval, approvals.length]),
    [
      ["not-requested", 0],
      ["approved", 1],
      ["requested", 2],
      ["requested", 2],
    ],
  );
});

test("names that every object has are no fields that a mapping names", () => {
  for (const field of ["constructor", "toString", "__proto__", "hasOwnProperty"]) {
    const history = [{ at: "2026-11-20T21:00:00+0000", field, from: "a", to: "b" }];
    const answer = JSON.parse(JSON.stringify({ ...ANSWER, history }));
    answer.ticket.fields.push(JSON.parse(`{"name": "${field}", "${field}": {"value": "x"}}`));
    assert.equal(derive(answer).lifecycle, "implement", field);
  }
});

test("of thousands of recorded edits the newest five hundred are taken back, and what lies before is not known", () => {
  const history = Array.from({ length: 3000 }, (_, index) => ({
    at: new Date(Date.UTC(2026, 10, 1) + index * 60_000).toISOString(),
    field: "status",
    from: index % 2 === 0 ? "Planned" : "Doing",
    to: index % 2 === 0 ? "Doing" : "Planned",
  }));
  const answer = { ...ANSWER, history, ticket: { ...ANSWER.ticket, status: "Planned" } };
  const states = deriveTicket(factOf(projectFact(answer, MAPPING)), MAPPING);
  assert.equal(states.length, 500);
  assert.equal(states[0]?.rebuilt, true);
});
