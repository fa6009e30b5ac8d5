import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Stage, sumApprovals } from "#services/tickets/jira/sum-approvals";

const time = fc.integer({ min: 1, max: 40 });
const stage: fc.Arbitrary<Stage> = fc
  .record({
    name: fc.constantFrom("Peer review", "CAB approval", "Director"),
    createdMs: time,
    lasts: fc.option(time),
    decision: fc.constantFrom("approved", "approved", "approved", "declined"),
    approvedBy: fc.subarray(["pat", "robin", "sue"]),
  })
  .map(({ lasts, decision, ...about }) => ({
    ...about,
    completedMs: lasts === null ? null : about.createdMs + lasts,
    decision: lasts === null ? "pending" : decision,
  }));
const stages = fc.array(stage, { minLength: 1, maxLength: 6 });

/** What all stages came to at an instant, by the words that were last said before it. */
function wordAt(all: readonly Stage[], at: number): string | undefined {
  return sumApprovals(all)
    .filter((decision) => decision.account === undefined && (decision.at ?? 0) <= at)
    .at(-1)?.decision;
}

test("at no instant are stages approved of which one was still to come, waiting or declined", () => {
  fc.assert(
    fc.property(stages, fc.integer({ min: 0, max: 90 }), (all, at) => {
      if (wordAt(all, at) !== "approved") return;
      for (const name of new Set(all.map((each) => each.name))) {
        const asked = all.filter((each) => each.name === name && (each.createdMs ?? 0) <= at);
        const newest = Math.max(...asked.map(({ createdMs }) => createdMs ?? 0));
        const standing = asked.filter(({ createdMs }) => createdMs === newest);
        assert.ok(standing.some(({ decision, completedMs }) => decision === "approved" && (completedMs ?? 99) <= at));
      }
    }),
  );
});

test("whoever approves is dated with the stage that was the last of all", () => {
  fc.assert(
    fc.property(stages, (all) => {
      const decisions = sumApprovals(all);
      for (const { account, at, decision } of decisions) {
        if (account === undefined) continue;
        assert.equal(decision, "approved");
        assert.ok(
          decisions.some((whole) => whole.account === undefined && whole.at === at && whole.decision === "approved"),
        );
        assert.ok(
          all.every(({ name }) => all.some((each) => each.name === name && (each.completedMs ?? 999) <= (at ?? 0))),
        );
      }
    }),
  );
});

const WHOLE: Stage = { name: "CAB", createdMs: 1, completedMs: 2, decision: "approved", approvedBy: ["pat"] };

for (const [claim, undated] of [
  ["was asked", { ...WHOLE, createdMs: null }],
  ["was decided", { ...WHOLE, completedMs: null }],
] as const) {
  test(`a stage of which nobody knows when it ${claim} makes the whole unknown`, () => {
    assert.deepEqual(sumApprovals([WHOLE, undated]), [{ decision: "undated", at: null }]);
  });
}

test("a ticket without stages has no approval", () => assert.deepEqual(sumApprovals([]), []));
