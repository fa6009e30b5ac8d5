import assert from "node:assert/strict";
import { test } from "node:test";
import type { AuthorisationVerdict } from "#schemas/authorisation";
import { effectOf } from "#services/core/authorisation/authorisation-verdicts";
import {
  aChange,
  approvedAt,
  aTicket,
  changedAt,
  DIGEST,
  EMERGENCY,
  explained,
  freeze,
  on,
  type Story,
  standardTicket,
  TEMPLATE,
  tell,
  unavailable,
  unnamed,
} from "./ticket-story.js";

type Effect = ReturnType<typeof effectOf>;

/** The table of verdicts of the change-control reference, by its own numbers, with what each does to readiness. */
const TABLE: readonly (readonly [row: string, verdict: AuthorisationVerdict, story: Story, effect: Effect])[] = [
  [
    "1 excluded: a permitted difference asks for no ticket",
    "not-applicable",
    { finding: explained("expected-difference") },
    "none",
  ],
  ["2 baseline exception: a waiver hides no authority", "authorised", { finding: explained("waiver") }, "none"],
  ["3 source-unavailable: unreadable", "source-unavailable", { readings: [unavailable()] }, "unknown"],
  [
    "3 source-unavailable: staler than policy allows",
    "source-unavailable",
    { readings: [{ state: "read", exportedAt: on("14:00"), tickets: [aTicket()], warnings: [] }] },
    "unknown",
  ],
  ["4 unreferenced", "unreferenced", { change: unnamed() }, "blocks"],
  ["5 ticket-unknown", "ticket-unknown", { tickets: [] }, "blocks"],
  [
    "6 ticket-cancelled-or-rejected",
    "ticket-cancelled-or-rejected",
    { tickets: [aTicket({ lifecycle: "rejected" })] },
    "blocks",
  ],
  ["6a on-hold", "on-hold", { tickets: [aTicket({ onHold: true })] }, "blocks"],
  ["7 scope-mismatch", "scope-mismatch", { tickets: [aTicket({ channels: ["ORU_*"] })] }, "blocks"],
  ["7b standard-scope-exceeded", "standard-scope-exceeded", { tickets: [standardTicket()] }, "blocks"],
  ["8 freeze-violation", "freeze-violation", { control: { freezes: [freeze()] } }, "blocks"],
  [
    "9 ticket-closed",
    "ticket-closed",
    { tickets: [aTicket({ lifecycle: "closed", closedAt: on("11:30") })] },
    "blocks",
  ],
  [
    "10 not-approved-at-time",
    "not-approved-at-time",
    { tickets: [aTicket({ approvals: [approvedAt("15:00")] })] },
    "blocks",
  ],
  ["10 approval-unproven", "approval-unproven", { tickets: [aTicket({ approvals: [approvedAt(null)] })] }, "blocks"],
  [
    "11 content-mismatch",
    "content-mismatch",
    { change: aChange({ digest: `sha256:${"e".repeat(64)}` }), tickets: [aTicket({ digests: [DIGEST] })] },
    "blocks",
  ],
  ["12 out-of-window", "out-of-window", { change: changedAt("14:00") }, "blocks"],
  ["12 window-unproven", "window-unproven", { change: aChange({ interval: [on("12:30"), on("13:30")] }) }, "blocks"],
  [
    "12 window-amended-after",
    "window-amended-after",
    {
      change: changedAt("14:00"),
      earlier: [aTicket({ observedAt: on("13:30") })],
      tickets: [
        aTicket({ planned: { start: on("11:00"), end: on("15:00"), sourceZone: null }, updatedAt: on("15:00") }),
      ],
    },
    "blocks",
  ],
  [
    "13 sod-breach",
    "sod-breach",
    { tickets: [aTicket({ approvals: [approvedAt("10:00", "sam@trust.example")] })] },
    "blocks",
  ],
  [
    "13 actor-mismatch",
    "actor-mismatch",
    { change: aChange({ actors: ["u7"] }), control: { identities: [{ account: "u7", person: "kim@trust.example" }] } },
    "blocks",
  ],
  ["14 pending-retrospective", "pending-retrospective", { tickets: [aTicket(EMERGENCY)] }, "amber"],
  [
    "15 retrospective-overdue",
    "retrospective-overdue",
    { tickets: [aTicket({ ...EMERGENCY, raisedAt: on("17:00") })], at: on("18:00") },
    "blocks",
  ],
  [
    "16 authorised-retrospective",
    "authorised-retrospective",
    { tickets: [aTicket({ ...EMERGENCY, reviewedAt: on("15:30") })] },
    "none",
  ],
  [
    "17 authorised-standard",
    "authorised-standard",
    { tickets: [standardTicket()], control: { standardTemplates: [TEMPLATE] } },
    "none",
  ],
  ["18 authorised", "authorised", {}, "none"],
];

for (const [row, verdict, story, effect] of TABLE) {
  test(`row ${row}`, () => {
    const authorisation = tell(story);
    assert.equal(authorisation.verdict, verdict, JSON.stringify(authorisation.trace, null, 1));
    assert.equal(effectOf(verdict, { tolerated: [] }), effect);
  });
}

/** What spoils a ticket that would authorise, in the table's order. */
const FLAWS: readonly (readonly [verdict: AuthorisationVerdict, flaw: Story])[] = [
  ["ticket-cancelled-or-rejected", { tickets: [aTicket({ lifecycle: "cancelled" })] }],
  ["on-hold", { tickets: [aTicket({ onHold: true })] }],
  ["scope-mismatch", { tickets: [aTicket({ channels: ["ORU_*"] })] }],
  ["freeze-violation", { control: { freezes: [freeze()] } }],
  ["ticket-closed", { tickets: [aTicket({ closedAt: on("11:45"), lifecycle: "closed" })] }],
  ["not-approved-at-time", { tickets: [aTicket({ approvals: [approvedAt("15:00")] })] }],
  ["content-mismatch", { tickets: [aTicket({ digests: [DIGEST] })] }],
  ["out-of-window", { tickets: [aTicket({ planned: { start: on("08:00"), end: on("09:00"), sourceZone: null } })] }],
  ["sod-breach", { tickets: [aTicket({ requester: "pat@trust.example" })] }],
];

for (const [index, [verdict, flaw]] of FLAWS.entries()) {
  for (const [later, other] of FLAWS.slice(index + 1)) {
    test(`${verdict} speaks before ${later}`, () => {
      const [one, two] = [flaw.tickets?.[0], other.tickets?.[0]];
      const spoilt = { ...aTicket(), ...spoiltPart(two), ...spoiltPart(one) };
      const story = { tickets: [spoilt], control: { ...other.control, ...flaw.control } };
      assert.equal(tell(story).verdict, verdict);
    });
  }
}

/** Only what differs from a ticket that authorises. */
function spoiltPart(ticket: ReturnType<typeof aTicket> | undefined): Partial<ReturnType<typeof aTicket>> {
  const sound = new Map(Object.entries(aTicket()));
  const parts = Object.entries(ticket ?? {}).filter(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(sound.get(key)),
  );
  return Object.fromEntries(parts);
}

test("what an emergency does not need, freeze and approval and window, is replaced by its deadlines", () => {
  for (const verdict of ["freeze-violation", "not-approved-at-time", "out-of-window"] as const) {
    const [, flaw] = FLAWS.find(([one]) => one === verdict) ?? assert.fail(verdict);
    const ticket = {
      ...aTicket(),
      ...spoiltPart(flaw.tickets?.[0]),
      kind: "emergency" as const,
      raisedAt: on("10:00"),
    };
    const { control = {} } = flaw;
    assert.equal(tell({ tickets: [ticket], control }).verdict, "pending-retrospective", verdict);
    const reviewed = { ...ticket, reviewedAt: on("15:30") };
    assert.equal(tell({ tickets: [reviewed], control }).verdict, "authorised-retrospective", verdict);
  }
});

test("of several tickets the one that explains most speaks, and every reason is kept", () => {
  const second = aTicket({ ...EMERGENCY, number: "CHG0000002" });
  const third = aTicket({ number: "CHG0000003", channels: ["ORU_*"] });
  const change = aChange({ references: ["CHG0000003", "CHG0000002", "CHG0000001"] });
  const { verdict, ticket, trace } = tell({ change, tickets: [aTicket(), second, third] });
  assert.deepEqual([verdict, ticket], ["authorised", "CHG0000001"]);
  assert.deepEqual([...new Set(trace.map((line) => line.ticket))], ["CHG0000001", "CHG0000002", "CHG0000003"]);
  assert.equal(tell({ change, tickets: [second, third] }).verdict, "pending-retrospective");
});
