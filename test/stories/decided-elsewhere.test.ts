import assert from "node:assert/strict";
import { test } from "node:test";
import { withActsElsewhere } from "#services/running/acts/acts-elsewhere";
import { openActThread } from "#services/running/acts/open-act-thread";
import { stageLocally } from "#test/fakes/review-stage";

test("a proposal that is decided beside the gate is adopted by the next look at the reviews, as if it had been decided here", async (t) => {
  await using stage = await stageLocally();
  const { nights } = stage;
  await nights.check();
  await nights.adopt();
  nights.primary.state.editChannel("PAS ADT In", "6661", "6671", { by: "j.okafor" });
  await nights.check();
  const { app } = nights.estate;
  const thread = openActThread();
  t.after(() => thread.close());
  const desk = await withActsElsewhere(app, thread).reviews();
  const { proposal } = await desk.show("1");
  const verdict = { name: "1", says: "accept", digest: proposal.digest, by: "pat-lowe", reason: null } as const;
  await assert.rejects(desk.decide({ ...verdict, by: "sam-passer" }), { code: "decision-refused" });
  assert.equal((await desk.decide(verdict)).outcome, "accepted");
  const { proposals } = await desk.keep();
  assert.deepEqual(
    proposals.map(({ state, number }) => [state, number]),
    [["adopted", 1]],
  );
});
