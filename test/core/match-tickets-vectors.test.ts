import assert from "node:assert/strict";
import { test } from "node:test";
import type { AuthorisationVerdict } from "#schemas/authorisation";
import { aChange, approvedAt, aTicket, changedAt, on, reading, rejectedAt, type Story, tell } from "./ticket-story.js";

/** The time vectors of the change-control reference, one row each, with the readings a ticket source gives for local times. */
const VECTORS: readonly (readonly [claim: string, story: Story, verdict: AuthorisationVerdict])[] = [
  [
    "a window from 01:30 on the night the clocks go back holds a change that is inside under both readings",
    { change: night("2026-10-25T01:40:00Z"), tickets: [overlapping()], at: "2026-10-25T06:00:00Z" },
    "authorised",
  ],
  [
    "a change inside such a window under one reading only cannot be shown to be inside",
    { change: night("2026-10-25T00:40:00Z"), tickets: [overlapping()], at: "2026-10-25T06:00:00Z" },
    "window-unproven",
  ],
  [
    "a change outside such a window under both readings is outside",
    { change: night("2026-10-25T04:00:00Z"), tickets: [overlapping()], at: "2026-10-25T06:00:00Z" },
    "out-of-window",
  ],
  [
    "a window from a local time that never happens authorises nothing",
    {
      change: night("2027-03-28T01:30:00Z"),
      tickets: [
        nightTicket("2027-03-28", {
          start: null,
          end: "2027-03-28T02:00:00Z",
          sourceZone: "Europe/London",
          ambiguous: "dst-gap",
        }),
      ],
      at: "2027-03-28T06:00:00Z",
    },
    "window-unproven",
  ],
  [
    "a night window over the end of summer time is three hours long",
    {
      change: night("2026-10-25T02:29:59Z"),
      tickets: [
        nightTicket("2026-10-25", { start: "2026-10-24T23:30:00Z", end: "2026-10-25T02:30:00Z", sourceZone: null }),
      ],
      at: "2026-10-25T06:00:00Z",
    },
    "authorised",
  ],
  [
    "a night window over the start of summer time is one hour long",
    {
      change: night("2027-03-28T01:30:00Z"),
      tickets: [
        nightTicket("2027-03-28", { start: "2027-03-28T00:30:00Z", end: "2027-03-28T01:30:00Z", sourceZone: null }),
      ],
      at: "2027-03-28T06:00:00Z",
    },
    "out-of-window",
  ],
  ["a change exactly at the end of the window is outside", { change: changedAt("13:00") }, "out-of-window"],
  [
    "a change at the end is inside when policy gives grace",
    { change: changedAt("13:00"), graceMinutes: 15 },
    "authorised",
  ],
  ["a change at the end of the grace is outside", { change: changedAt("13:15"), graceMinutes: 15 }, "out-of-window"],
  ["a change exactly at the start of the window is inside", { change: changedAt("11:00") }, "authorised"],
  [
    "a change somewhere between 23:20 and 23:40 cannot be shown to be inside a window from 23:30",
    {
      change: aChange({ interval: [on("23:20"), on("23:40")] }),
      tickets: [
        aTicket({
          planned: { start: on("23:30"), end: "2026-11-19T01:00:00Z", sourceZone: null },
          observedAt: "2026-11-19T00:00:00Z",
        }),
      ],
      at: "2026-11-19T00:00:00Z",
    },
    "window-unproven",
  ],
  [
    "a change one second before its approval was not approved",
    { change: changedAt("14:02:10"), tickets: [lateTicket([approvedAt("14:02:11")])] },
    "not-approved-at-time",
  ],
  [
    "a change between a rejection and a second approval was not approved",
    { tickets: [aTicket({ approvals: [approvedAt("10:00"), rejectedAt("11:00"), approvedAt("15:00")] })] },
    "not-approved-at-time",
  ],
  [
    "a time that shows only the last of several approvals proves no earlier one",
    { tickets: [aggregate("15:00", "16:00", "v3")] },
    "not-approved-at-time",
  ],
  [
    "two sights of one version of an approved ticket, before and after the change, prove its approval",
    {
      tickets: [aggregate("15:00", "16:00", "v3")],
      earlier: [aggregate("10:00", "10:30", "v1"), aggregate("10:00", "12:30", "v1")],
    },
    "authorised",
  ],
  [
    "two sights of different versions prove nothing of the time between",
    {
      tickets: [aggregate("15:00", "16:00", "v3")],
      earlier: [aggregate("10:00", "10:30", "v1"), aggregate("12:10", "12:30", "v2")],
    },
    "approval-unproven",
  ],
  [
    "a sight before the change alone leaves open whether approval was withdrawn",
    { tickets: [aggregate("15:00", "16:00", "v3")], earlier: [aggregate("10:00", "10:30", "v1")] },
    "approval-unproven",
  ],
  [
    "seen unapproved before and approved after, without a time, leaves the change unproven",
    {
      tickets: [aTicket({ approvals: [approvedAt(null)] })],
      earlier: [aTicket({ approval: "requested", approvals: [], observedAt: on("11:00") })],
    },
    "approval-unproven",
  ],
  [
    "of two tickets named, one cancelled and one valid, the valid one authorises",
    {
      change: aChange({ references: ["CHG0000002", "CHG0000001"] }),
      tickets: [aTicket(), aTicket({ number: "CHG0000002", lifecycle: "cancelled" })],
    },
    "authorised",
  ],
  [
    "a ticket closed at 09:00 authorises nothing at 09:30",
    {
      change: changedAt("09:30"),
      tickets: [
        aTicket({
          approvals: [approvedAt("08:00")],
          planned: { start: on("08:30"), end: on("10:00"), sourceZone: null },
          lifecycle: "closed",
          closedAt: on("09:00"),
        }),
      ],
    },
    "ticket-closed",
  ],
  [
    "a ticket that bears another number than the one named is not the ticket",
    { tickets: [aTicket({ number: "CHG0000009" })] },
    "ticket-unknown",
  ],
];

for (const [claim, story, verdict] of VECTORS) {
  test(claim, () => {
    const authorisation = tell(story);
    assert.equal(authorisation.verdict, verdict, JSON.stringify(authorisation.trace, null, 1));
  });
}

test("a look between two approvals takes nothing away from the first", () => {
  const approvals = [approvedAt("09:00"), approvedAt("10:00", "robin@trust.example")];
  const between = aTicket({ observedAt: on("09:30"), approval: "requested", approvals: approvals.slice(0, 1) });
  const tickets = [aTicket({ approvals })];
  assert.equal(tell({ tickets, earlier: [between] }).verdict, "authorised");
  const tooEarly = changedAt("09:45");
  assert.equal(tell({ tickets, earlier: [between], change: tooEarly }).verdict, "not-approved-at-time");
});

test("a sight of a ticket that was on its way to a further approval shows no approval of the whole", () => {
  const peer = approvedAt("10:00");
  const onItsWay = aTicket({ observedAt: on("11:30"), lifecycle: "assess", approvals: [peer] });
  const ready = aTicket({ observedAt: on("11:30"), approvals: [peer] });
  const tickets = [aTicket({ approvals: [peer, approvedAt("15:00", "robin@trust.example")] })];
  const change = changedAt("11:00");
  assert.equal(tell({ tickets, earlier: [onItsWay], change }).verdict, "not-approved-at-time");
  assert.equal(tell({ tickets, earlier: [ready], change }).verdict, "authorised");
});

test("two such sights of one version show none either", () => {
  const about = { lifecycle: "assess" as const, approvals: [approvedAt(null)], sourceVersion: "7" };
  const earlier = [aTicket({ ...about, observedAt: on("10:30") }), aTicket({ ...about, observedAt: on("11:30") })];
  const tickets = [aTicket({ approvals: [approvedAt("15:00")], sourceVersion: "9" })];
  assert.notEqual(tell({ tickets, earlier, change: changedAt("11:00") }).verdict, "authorised");
});

test("whoever approves anew after an approval was taken back approves alone", () => {
  const approvals = [
    approvedAt("08:00"),
    { by: null, decision: "requested" as const, at: on("09:00"), timeEvidence: "aggregate-timestamp" as const },
    approvedAt("10:00", "robin@trust.example"),
  ];
  assert.equal(tell({ tickets: [aTicket({ approvals })] }).verdict, "authorised");
  const between = changedAt("09:30");
  assert.equal(tell({ tickets: [aTicket({ approvals })], change: between }).verdict, "not-approved-at-time");
});

test("the cancelled ticket stays in the trace beside the one that authorised", () => {
  const authorisation = tell({
    change: aChange({ references: ["CHG0000001", "CHG0000002", "CHG0000003"] }),
    tickets: [aTicket(), aTicket({ number: "CHG0000002", lifecycle: "cancelled" })],
  });
  assert.equal(authorisation.ticket, "CHG0000001");
  const crossed = authorisation.trace
    .filter(({ passed }) => !passed)
    .map(({ ticket, test: name }) => `${ticket} ${name}`);
  assert.deepEqual(crossed, [
    "CHG0000002 not cancelled or rejected",
    "CHG0000002 approved when changed",
    "CHG0000003 known ticket",
  ]);
});

test("what two sights show is told as their evidence, not as a time that the ticket gives", () => {
  const { trace } = tell({
    tickets: [aggregate("15:00", "16:00", "v3")],
    earlier: [aggregate("10:00", "10:30", "v1"), aggregate("10:00", "12:30", "v1")],
  });
  const facts = trace.find(({ test: name }) => name === "approved when changed")?.facts ?? "";
  assert.match(facts, /; evidence snapshot-bracket$/);
});

test("grace, window and time of the change stand in the trace", () => {
  const { trace } = tell({ graceMinutes: 15 });
  assert.equal(
    trace.find(({ test: name }) => name === "inside the window")?.facts,
    "window 2026-11-18T11:00:00Z to 2026-11-18T13:00:00Z, grace 0 min before, 15 min after; changed at 2026-11-18T12:00:00Z",
  );
});

test("an export older than policy allows, or from the future, is unavailable", () => {
  const stale = tell({ readings: [reading([aTicket()], on("14:59"))] });
  assert.equal(stale.verdict, "source-unavailable");
  assert.match(stale.trace.at(-1)?.facts ?? "", /exported at 2026-11-18T14:59:00Z, more than 60 minutes before/);
  assert.equal(
    tell({ readings: [reading([aTicket({ observedAt: on("15:00") })], on("15:00"))] }).verdict,
    "authorised",
  );
  assert.equal(tell({ readings: [reading([aTicket()], on("16:30"))] }).verdict, "source-unavailable");
});

function night(instant: string) {
  return aChange({ interval: [instant, instant] });
}

function nightTicket(day: string, planned: ReturnType<typeof aTicket>["planned"]) {
  const approval = { ...approvedAt("10:00"), at: `${day.slice(0, 8)}20T10:00:00Z` };
  return aTicket({ planned, approvals: [approval], updatedAt: approval.at, observedAt: `${day}T06:00:00Z` });
}

function overlapping() {
  return nightTicket("2026-10-25", {
    start: "2026-10-25T00:30:00Z",
    end: "2026-10-25T03:00:00Z",
    sourceZone: "Europe/London",
    ambiguous: "dst-overlap",
    alternative: { start: "2026-10-25T01:30:00Z", end: "2026-10-25T03:00:00Z" },
  });
}

function lateTicket(approvals: ReturnType<typeof aTicket>["approvals"]) {
  return aTicket({ approvals, planned: { start: on("14:00"), end: on("15:00"), sourceZone: null } });
}

/** As a system tells it that shows the last approval only. */
function aggregate(approved: string, observed: string, sourceVersion: string) {
  const fact = { ...approvedAt(approved), timeEvidence: "aggregate-timestamp" as const };
  return aTicket({ approvals: [fact], observedAt: on(observed), sourceVersion, updatedAt: on(approved) });
}
