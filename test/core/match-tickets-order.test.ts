import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { ChangeControl } from "#schemas/change-control";
import type { ChangeTicket } from "#schemas/change-ticket";
import type { Finding } from "#schemas/finding";
import { changeSetDigest } from "#services/core/authorisation/change-set-digest";
import { digestOfFinding } from "#services/core/authorisation/digest-of-finding";
import { matchTickets } from "#services/core/match-tickets";
import {
  aChange,
  aFinding,
  approvedAt,
  aTicket,
  freeze,
  on,
  policyOf,
  reading,
  rejectedAt,
  TEMPLATE,
} from "./ticket-story.js";

const DIALECT = "mirth-connect/9";
const NUMBERS = ["CHG0000001", "CHG0000002", "CHG0000003"];

const time = fc
  .tuple(fc.integer({ min: 8, max: 15 }), fc.integer({ min: 0, max: 59 }))
  .map(([hour, minute]) => on(`${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`));

const FINDINGS: readonly Finding[] = ["ADT_A", "ADT_B", "ORU_C", "ADT_D"].map((name, index) =>
  aFinding({
    id: `sha256:${String(index).repeat(64)}`,
    artefact: { kind: "channel", key: name, name, path: `channels/${name}` },
    case: index % 2 === 0 ? "production-changed" : "both-changed",
    changes: ["/port", "/host", "/queue"].slice(0, index + 1).map((path) => ({
      path,
      label: path,
      kind: "changed",
      baseline: "1",
      production: `${index}`,
      standby: "1",
    })),
  }),
);
const DIGESTS = FINDINGS.map((finding) =>
  digestOfFinding(finding, { engineId: "tie", side: "production", dialect: DIALECT }),
);

const digests = fc
  .tuple(fc.subarray(DIGESTS), fc.boolean())
  .map(([some, whole]) => (whole && some.length > 0 ? [...some, changeSetDigest(some)] : some));
const person = fc.constantFrom("pat@trust.example", "sam@trust.example", "kim@trust.example");
const approval = fc
  .tuple(time, person, fc.boolean())
  .map(([at, by, isApproval]) => ({ ...(isApproval ? approvedAt("10:00", by) : rejectedAt("10:00", by)), at }));

/** One sight of a ticket; several of one number are its history. */
const sight: fc.Arbitrary<ChangeTicket> = fc
  .record({
    number: fc.constantFrom(...NUMBERS),
    observedAt: time,
    digests,
    kind: fc.constantFrom<ChangeTicket["kind"]>("normal", "normal", "standard", "emergency"),
    lifecycle: fc.constantFrom<ChangeTicket["lifecycle"]>("implement", "implement", "review", "closed", "cancelled"),
    approvals: fc.oneof(
      fc.constant<ChangeTicket["approvals"]>([approvedAt("10:00")]),
      fc.array(approval, { maxLength: 3 }),
    ),
    onHold: fc.constantFrom(false, false, false, true),
    sourceVersion: fc.constantFrom(null, "1", "2"),
    assignmentGroup: fc.constantFrom(null, "Integration"),
    reviewedAt: fc.option(time),
    reviewedBy: fc.constantFrom(null, "chris@trust.example", "sam@trust.example"),
    requester: person,
  })
  .map((about) => aTicket({ ...about, templateId: about.kind === "standard" ? TEMPLATE.id : null }));

const changes = fc.tuple(
  ...FINDINGS.map((_, index) =>
    fc
      .record({
        references: fc.subarray(NUMBERS),
        actors: fc.subarray(["sam", "u7", "admin", "pat"]),
        from: time,
        to: time,
      })
      .map(({ references, actors, from, to }) => {
        const [start = from, end = to] = [from, to].sort();
        return aChange({ references, actors, interval: [start, end], digest: DIGESTS[index] ?? null });
      }),
  ),
);

const control = fc.record({
  freezes: fc.constantFrom<ChangeControl["freezes"]>([], [], [freeze()]),
  standardTemplates: fc.constantFrom<ChangeControl["standardTemplates"]>([], [TEMPLATE]),
  singleHanded: fc.constantFrom<ChangeControl["singleHanded"]>(false, {
    reviewWithinWorkingDays: 5,
    reviewers: ["chris@trust.example"],
  }),
  identities: fc.constantFrom<ChangeControl["identities"]>(
    [],
    [{ account: "u7", person: "kim@trust.example", groups: ["Integration"] }],
  ),
  contentBinding: fc.constantFrom<ChangeControl["contentBinding"]>({}, { 2: "ticket-mentions" }),
});

test("the same facts give the same verdicts and trace bytes, whatever the order of tickets, sights and findings", () => {
  fc.assert(
    fc.property(
      fc.array(sight, { maxLength: 8 }),
      fc.array(sight, { maxLength: 4 }),
      changes,
      control,
      fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
      (sights, earlier, made, rules, dice) => {
        const judge = (order: <T>(values: readonly T[]) => readonly T[]): string[] => {
          const matched = matchTickets(order(FINDINGS), {
            tickets: [reading(order(sights), on("16:00"))],
            earlier: order(earlier),
            changes: Object.fromEntries(FINDINGS.map(({ id }, index) => [id, made[index] ?? []])),
            policy: policyOf({ control: rules }),
            interfaceKinds: ["channel"],
            dialect: DIALECT,
            known: {},
            at: on("16:00"),
          });
          return matched.map(({ id, authorisation }) => `${id} ${JSON.stringify(authorisation)}`).sort();
        };
        const once = judge((values) => values);
        assert.deepEqual(
          judge((values) => values.toReversed()),
          once,
        );
        assert.deepEqual(
          judge((values) => shuffled(values, dice)),
          once,
        );
      },
    ),
    { numRuns: 200 },
  );
});

function shuffled<T>(values: readonly T[], dice: Iterator<number>): readonly T[] {
  return values
    .map((value) => ({ value, at: Number(dice.next().value) }))
    .sort((a, b) => a.at - b.at)
    .map(({ value }) => value);
}
