import assert from "node:assert/strict";
import { test } from "node:test";
import type { Engine } from "#schemas/estate";
import { openControlLibrary } from "#services/compose/evidence/open-control-library";
import { type EvidenceRequest, planEvidence } from "#services/core/evidence/plan-evidence";

const ASKED: EvidenceRequest = {
  firstDay: "2026-07-01",
  lastDay: "2026-09-30",
  at: "2026-10-05T09:00:00.000Z",
  generator: "lockstep/test",
};

const ENGINES: readonly Engine[] = [{ id: "tie", product: "mirth-connect", owner: "Integration team", nodes: [] }];

test("the cover bears the organisation's code where estate.yaml tells it, and says that it was not told where not", async () => {
  const library = await openControlLibrary(new Map());
  const estate = { estate: "example", organisation: "Example Hospital", engines: [...ENGINES] };
  assert.equal(planEvidence(ASKED, { estate, library }).odsCode, null);
  assert.equal(planEvidence(ASKED, { estate: { ...estate, odsCode: "RX0" }, library }).odsCode, "RX0");
});

test("days are counted in London, and a period that is not over ends with the time of making", async () => {
  const library = await openControlLibrary(new Map());
  const estate = { estate: "example", engines: [...ENGINES] };
  const whole = planEvidence(ASKED, { estate, library });
  assert.deepEqual([whole.from, whole.to], ["2026-06-30T23:00:00.000Z", "2026-09-30T23:00:00.000Z"]);
  const early = planEvidence({ ...ASKED, at: "2026-09-15T12:00:00.000Z" }, { estate, library });
  assert.equal(early.to, "2026-09-15T12:00:00.000Z");
  assert.throws(() => planEvidence({ ...ASKED, lastDay: "2026-06-30" }, { estate, library }), { code: "usage" });
  assert.throws(() => planEvidence({ ...ASKED, engineIds: ["nobody"] }, { estate, library }), {
    code: "selector-unknown",
  });
});
