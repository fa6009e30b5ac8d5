import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Authorisation } from "#schemas/authorisation";
import type { VerdictRecord } from "#schemas/run";
import { recordOfVerdict, tellHistory } from "#services/core/authorisation/tell-history";
import { matchTickets } from "#services/core/match-tickets";
import {
  aChange,
  aFinding,
  approvedAt,
  aTicket,
  EMERGENCY,
  on,
  policyOf,
  reading,
  type Story,
  unavailable,
  unnamed,
} from "./ticket-story.js";

/** Judges one finding run after run, each knowing what the one before recorded. */
function runs(...stories: readonly Story[]): Authorisation[] {
  const told: Authorisation[] = [];
  for (const [index, story] of stories.entries()) told.push(run(story, told.at(-1), story.at ?? on(`16:0${index}`)));
  return told;
}

function run(story: Story, before: Authorisation | undefined, at: string): Authorisation {
  const finding = aFinding(story.finding);
  const record = before && recordOfVerdict(before);
  const [matched] = matchTickets([finding], {
    tickets: story.readings ?? [
      reading(
        (story.tickets ?? [aTicket()]).map((one) => ({ ...one, observedAt: at })),
        at,
      ),
    ],
    changes: { [finding.id]: [story.change ?? aChange()] },
    policy: policyOf(story),
    interfaceKinds: ["channel"],
    known: record === undefined ? {} : { [finding.id]: record },
    at,
  });
  return matched?.authorisation ?? assert.fail("a finding was lost");
}

/** The verdicts that were given, with what moved each. */
function told(authorisations: readonly Authorisation[]) {
  const { first, moves } = authorisations.at(-1)?.history ?? assert.fail("no history");
  return [first.verdict, ...moves.map(({ verdict, because }) => `${verdict} (${because.join(", ")})`)];
}

test("the first verdict is told with its time, and stays the first for ever", () => {
  const [first] = runs({ change: unnamed() });
  assert.deepEqual(first?.history, {
    first: { verdict: "unreferenced", ticket: null, at: on("16:00") },
    moves: [],
  });
});

test("a system that answers again settles the verdict, and both verdicts are kept", () => {
  const verdicts = runs({ readings: [unavailable()] }, {});
  assert.deepEqual(told(verdicts), ["source-unavailable", "authorised (source-returned)"]);
  assert.deepEqual(verdicts.at(-1)?.history?.moves[0]?.at, on("16:01"));
});

test("a system that is lost moves the verdict, and so does its return", () => {
  const verdicts = runs({}, { readings: [unavailable()] }, {});
  assert.deepEqual(told(verdicts), ["authorised", "source-unavailable (source-lost)", "authorised (source-returned)"]);
});

test("an edit of the ticket moves the verdict", () => {
  const edited = aTicket({ lifecycle: "cancelled", updatedAt: on("16:00") });
  assert.deepEqual(told(runs({}, { tickets: [edited] })), [
    "authorised",
    "ticket-cancelled-or-rejected (ticket-updated)",
  ]);
});

test("reading a ticket again, unedited, is no edit", () => {
  const [first, second] = runs({}, { tickets: [aTicket({ rawSha256: "1".repeat(64) })] });
  assert.deepEqual(second?.basis, first?.basis);
  assert.deepEqual(second?.history?.moves, []);
});

test("a change of the rules moves the verdict, and every verdict carries the digest of its rules", () => {
  const verdicts = runs(
    { tickets: [aTicket({ requester: "pat@trust.example" })] },
    {
      tickets: [aTicket({ requester: "pat@trust.example" })],
      control: { singleHanded: { reviewWithinWorkingDays: 5, reviewers: ["chris"] } },
    },
  );
  assert.deepEqual(told(verdicts), ["sod-breach", "single-handed-pending (policy-changed)"]);
  const [before, after] = verdicts.map(({ basis }) => basis?.policy);
  assert.match(before ?? "", /^sha256:[0-9a-f]{64}$/);
  assert.notEqual(after, before);
});

test("a new mapping that reads the same ticket otherwise moves the verdict, and is not taken for an edit", () => {
  const one = aTicket({ onHold: true, mapping: "sha256:1" });
  const verdicts = runs({ tickets: [one] }, { tickets: [aTicket({ mapping: "sha256:2" })] });
  assert.deepEqual(told(verdicts), ["on-hold", "authorised (mapping-changed)"]);
});

test("a ticket that vanished from the export is gone, and not read by another mapping", () => {
  const mapped = aTicket({ mapping: "sha256:1" });
  const verdicts = runs({ tickets: [mapped] }, { tickets: [] }, { tickets: [mapped] });
  assert.deepEqual(told(verdicts), ["authorised", "ticket-unknown (ticket-gone)", "authorised (ticket-found)"]);
});

test("a ticket system that is declared for the first time is no outage, and one that is lost is named", () => {
  const declared = runs({ readings: [] }, {});
  assert.deepEqual(told(declared), ["source-unavailable", "authorised (sources-changed)"]);
  const lost = runs({}, { readings: [unavailable()] }, {}).at(-1)?.history?.moves ?? [];
  assert.equal(lost.length, 2);
  assert.ok(lost.every(({ source }) => source !== undefined && source !== ""));
});

test("a deadline that runs out moves the verdict", () => {
  const late = "2026-12-20T10:00:00Z";
  const ticket = aTicket({ ...EMERGENCY, approvals: [approvedAt("15:00")] });
  const verdicts = runs({ tickets: [ticket] }, { tickets: [ticket], at: late });
  assert.deepEqual(told(verdicts), ["pending-retrospective", "retrospective-overdue (time-passed)"]);
});

test("more that is known of the change moves the verdict", () => {
  const verdicts = runs({ change: aChange({ interval: [null, on("12:00")] }) }, {});
  assert.deepEqual(told(verdicts), ["approval-unproven", "authorised (facts-changed)"]);
});

test("of very many moves the latest are kept, and the first verdict", () => {
  const flapping = Array.from(
    { length: 60 },
    (_, index): Story => ({
      ...(index % 2 === 0 ? {} : { readings: [unavailable()] }),
      at: `2026-11-18T16:${String(index).padStart(2, "0")}:00Z`,
    }),
  );
  const { first, moves } = runs(...flapping).at(-1)?.history ?? assert.fail("no history");
  assert.equal(first.at, on("16:00"));
  assert.equal(moves.length, 20);
  assert.equal(moves.at(-1)?.at, on("16:59"));
});

test("told again from its own record, whatever order the record is written in, a history is the same to the byte", () => {
  const story = fc.constantFrom<Story>({}, { readings: [unavailable()] }, { change: unnamed() }, { tickets: [] });
  fc.assert(
    fc.property(fc.array(story, { minLength: 1, maxLength: 6 }), (stories) => {
      const last = runs(...stories).at(-1) ?? assert.fail("nothing told");
      const record = recordOfVerdict(last) ?? assert.fail("nothing recorded");
      const { history: _, ...judged } = last;
      const again = tellHistory(judged, upsideDown(record), "2030-01-01T00:00:00Z");
      assert.equal(JSON.stringify(again), JSON.stringify(last));
    }),
  );
});

/** The same with each object's properties in the opposite order, as a ledger may write them. */
function upsideDown(record: VerdictRecord): VerdictRecord {
  const turned = JSON.parse(JSON.stringify(record), (_, value: unknown) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).reverse())
      : value,
  );
  return turned as VerdictRecord;
}

test("without the records of a run before, no history is made up", () => {
  const finding = aFinding();
  const [matched] = matchTickets([finding], {
    tickets: [],
    changes: {},
    policy: policyOf({}),
    interfaceKinds: [],
    at: on("16:00"),
  });
  assert.equal(matched?.authorisation.history, undefined);
});
