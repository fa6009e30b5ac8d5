import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Duty, SingleHandedDecision } from "#schemas/authorisation";
import type { Finding } from "#schemas/finding";
import { singleHandedDecisions } from "#services/core/authorisation/single-handed-decisions";
import { singleHandedNote } from "#services/core/readiness/single-handed-note";
import { aFinding } from "./ticket-story.js";

const DUE = "2026-12-01T00:00:00Z";

function under(ticket: string, state: Duty["state"]): Finding {
  const duties = [{ duty: "review-single-handed" as const, state, due: DUE }];
  return aFinding({ authorisation: { ...aFinding().authorisation, ticket, duties } });
}

function on(day: number): string {
  return new Date(Date.parse("2026-11-01T02:00:00Z") + day * 86_400_000).toISOString();
}

test("three decisions of one person alone in the period are three, each with how its review stands", () => {
  const first = singleHandedDecisions([under("CHG1", "done"), under("CHG2", "due")], [], on(0));
  const decisions = singleHandedDecisions([under("CHG2", "missed"), under("CHG3", "due")], first, on(40));
  assert.deepEqual(
    decisions.map(({ ticket, since, review }) => [ticket, since, review]),
    [
      ["CHG1", on(0), "done"],
      ["CHG2", on(0), "missed"],
      ["CHG3", on(40), "due"],
    ],
  );
  assert.equal(
    singleHandedNote(decisions, "Integration team")[0]?.message,
    "3 single-handed decisions in the last 90 days: CHG1 (reviewed), CHG2 (review missed, was due before " +
      "2026-12-01T00:00:00Z), CHG3 (review due before 2026-12-01T00:00:00Z).",
  );
});

test("a ticket counts once, by the change under it that is worst off", () => {
  const several = [under("CHG1", "due"), under("CHG1", "missed"), under("CHG1", "done")];
  for (const findings of [several, several.toReversed()]) {
    const [only, ...others] = singleHandedDecisions(findings, [], on(0));
    assert.deepEqual([only?.review, others], ["missed", []]);
  }
});

test("once its change no longer stands a decision is counted still, and nobody claims that it was reviewed", () => {
  const [gone] = singleHandedDecisions([], singleHandedDecisions([under("CHG1", "due")], [], on(0)), on(1));
  assert.deepEqual(gone, { ticket: "CHG1", since: on(0), review: "not-seen", due: DUE });
});

test("after ninety days it is counted no more", () => {
  const known = singleHandedDecisions([under("CHG1", "done")], [], on(0));
  assert.equal(singleHandedDecisions([], known, on(90)).length, 1);
  assert.equal(singleHandedDecisions([], known, on(91)).length, 0);
});

test("nothing is noted where nobody decided alone", () => {
  assert.deepEqual(singleHandedDecisions([aFinding()], [], on(0)), []);
  assert.deepEqual(singleHandedNote([], "Integration team"), []);
});

test("counted again from its own answer it is the same", () => {
  const state = fc.constantFrom<Duty["state"]>("done", "due", "missed");
  const finding = fc.tuple(fc.constantFrom("CHG1", "CHG2", "CHG3"), state).map(([ticket, one]) => under(ticket, one));
  const findings = fc.array(finding, { maxLength: 4 });
  fc.assert(
    fc.property(findings, findings, fc.integer({ min: 0, max: 100 }), (before, now, day) => {
      const known: SingleHandedDecision[] = singleHandedDecisions(before, [], on(0));
      const once = singleHandedDecisions(now, known, on(day));
      assert.deepEqual(singleHandedDecisions(now, once, on(day)), once);
    }),
  );
});
