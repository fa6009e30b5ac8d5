import assert from "node:assert/strict";
import { test } from "node:test";
import type { AuthorisationNote, AuthorisationVerdict } from "#schemas/authorisation";
import { matchTickets } from "#services/core/match-tickets";
import { aChange, aFinding, approvedAt, aTicket, on, policyOf, reading, type Story, tell } from "./ticket-story.js";

const KIM = { identities: [{ account: "u7", person: "kim@trust.example", groups: ["Integration", "On call"] }] };

/** The people and use rules of the change-control reference: verdict, and what is noted on a ticked test. */
const VECTORS: readonly (readonly [
  claim: string,
  story: Story,
  verdict: AuthorisationVerdict,
  notes: readonly AuthorisationNote[],
])[] = [
  ["the implementer made the change", {}, "authorised", []],
  [
    "the implementer made the change under an account that policy maps",
    { change: by("u7"), control: { identities: [{ account: "u7", person: "Sam@trust.example" }] } },
    "authorised",
    [],
  ],
  ["another person made it", { change: by("u7"), control: KIM }, "actor-mismatch", []],
  [
    "another person of the same assignment group made it: a note",
    { change: by("u7"), control: KIM, tickets: [aTicket({ assignmentGroup: "integration" })] },
    "authorised",
    ["other-implementer"],
  ],
  [
    "another person of another group made it",
    { change: by("u7"), control: KIM, tickets: [aTicket({ assignmentGroup: "Networks" })] },
    "actor-mismatch",
    [],
  ],
  [
    "the group is given the work and nobody by name: one of the group made it",
    { change: by("u7"), control: KIM, tickets: [aTicket({ assignmentGroup: "On call", implementers: [] })] },
    "authorised",
    ["other-implementer"],
  ],
  [
    "the group is given the work and nobody by name: somebody else made it",
    { change: by("u7"), control: KIM, tickets: [aTicket({ assignmentGroup: "Networks", implementers: [] })] },
    "actor-mismatch",
    [],
  ],
  ["a shared account made it", { change: by("admin") }, "authorised", ["actor-unattributable"]],
  [
    "a shared account is nobody of the group, whatever policy maps it to",
    {
      change: by("admin"),
      control: { identities: [{ account: "admin", person: "kim", groups: ["Integration"] }] },
      tickets: [aTicket({ assignmentGroup: "Integration" })],
    },
    "authorised",
    ["actor-unattributable"],
  ],
  ["the engine names nobody", { change: by() }, "authorised", ["actor-unattributable"]],
  [
    "policy refuses what nobody can be held to",
    { change: by("admin"), control: { attributableActor: true } },
    "actor-mismatch",
    [],
  ],
  [
    "an approver of the same group as the maker is still another person",
    { change: by("u7"), control: KIM, tickets: [aTicket({ assignmentGroup: "Integration" })] },
    "authorised",
    ["other-implementer"],
  ],
  [
    "whoever of the group made it cannot have approved it",
    {
      change: by("u7"),
      control: KIM,
      tickets: [aTicket({ assignmentGroup: "Integration", approvals: [approvedAt("10:00", "kim@trust.example")] })],
    },
    "sod-breach",
    ["other-implementer"],
  ],
  [
    "a ticket for a whole engine is too broad for tier 1: a warning",
    { finding: { tier: 1 }, tickets: [aTicket({ channels: [] })] },
    "authorised",
    ["scope-too-broad"],
  ],
];

for (const [claim, story, verdict, notes] of VECTORS) {
  test(claim, () => {
    const authorisation = tell(story);
    assert.equal(authorisation.verdict, verdict, JSON.stringify(authorisation.trace, null, 1));
    assert.deepEqual(
      authorisation.trace.flatMap(({ note }) => note ?? []),
      notes,
    );
  });
}

test("several writers are several, and the account that several people use is told as a fact of its own", () => {
  const { actors, unattributable } = tell({ change: by("sam", "Administrator", "kim") });
  assert.deepEqual(actors, ["Administrator", "kim", "sam"]);
  assert.deepEqual(unattributable, ["Administrator"]);
  assert.equal(tell({ change: { ...by("admin"), references: [] } }).unattributable?.length, 1);
  assert.equal(tell().unattributable, undefined);
});

test("a ticket used for more changes than policy expects, or for longer, is warned of and still authorises", () => {
  const used = (count: number, days: number) => {
    const findings = Array.from({ length: count }, (_, index) => aFinding({ id: `f${index}` }));
    const later = `2026-11-${18 + days}T12:00:00Z`;
    const changes = Object.fromEntries(
      findings.map(({ id }, index) => [id, index === 0 ? aChange() : aChange({ interval: [later, later] })]),
    );
    const planned = { start: on("11:00"), end: "2026-11-30T13:00:00Z", sourceZone: null };
    return matchTickets(findings, {
      tickets: reading([aTicket({ planned, observedAt: "2026-11-30T16:00:00Z" })], "2026-11-30T16:00:00Z"),
      changes,
      policy: policyOf({ control: { ticketUse: { changes: 3, days: 7 } } }),
      interfaceKinds: ["channel"],
      at: "2026-11-30T16:00:00Z",
    }).map(({ authorisation }) => [
      authorisation.verdict,
      authorisation.trace.find(({ note }) => note === "ticket-overused")?.facts,
    ]);
  };
  assert.deepEqual(new Set(used(3, 7).flat()), new Set(["authorised", undefined]));
  assert.deepEqual(used(4, 1)[0], [
    "authorised",
    "ticket-overused: 4 changes name it, over 1 day; policy warns beyond 3 changes or 7 days",
  ]);
  assert.match(used(2, 8)[1]?.[1] ?? "", /2 changes name it, over 8 days/);
});

function by(...actors: readonly string[]) {
  return aChange({ actors });
}
