import assert from "node:assert/strict";
import { test } from "node:test";
import type { GateAnswer } from "#schemas/gate";
import { findGateMistakes, type GateTruth, type RecordedStep } from "./find-gate-mistakes.js";
import type { SeenAnswer } from "./watch-gate.js";

const LOOKED = Date.parse("2026-11-23T02:00:00.000Z");

/** An instant so many seconds after the look. */
function at(seconds: number): string {
  return new Date(LOOKED + seconds * 1000).toISOString();
}

/** A check that came on record a second after its look, and was good for an hour. */
function aStep(about: Partial<RecordedStep> = {}): RecordedStep {
  return {
    engineId: "tie",
    verdict: "ready",
    asOf: at(0),
    at: at(0.5),
    expiresAt: at(3600),
    after: 900,
    by: 1000,
    ...about,
  };
}

/** What was asked and answered so many milliseconds after the look. */
function asked(ms: number, told: Partial<GateAnswer> = {}, about: Partial<SeenAnswer> = {}): SeenAnswer {
  const answer: GateAnswer = {
    ...{ schema: "lockstep/gate@1", engineId: "tie", at: at(ms / 1000), allowed: true, verdict: "ready" },
    ...{ scope: "configuration-ready, not data-ready", profile: "switchover", codes: [], notes: [] },
    ...{ asOf: at(0), ageSeconds: 1, expiresAt: at(3600), ...told },
  };
  return {
    ...{ engineId: "tie", maxAgeSeconds: undefined, askedAt: ms, answeredAt: ms, clock: [LOOKED + ms, LOOKED + ms] },
    status: answer.allowed ? 200 : 503,
    told: answer,
    ...about,
  };
}

const LATER = aStep({ verdict: "not-ready", asOf: at(10), at: at(19), after: 19_000, by: 20_000 });
const OVERLAPPING: RecordedStep = { ...LATER, asOf: at(-1) };
const BY_ANOTHER_CLOCK: RecordedStep = { ...LATER, asOf: at(-60), at: at(-50) };

/** The clock was set back an hour after the question was understood and before its answer came. */
const SET_BACK: Partial<SeenAnswer> = { askedAt: 2000, answeredAt: 2400, clock: [LOOKED + 2000, LOOKED - 3_597_600] };

const RIGHT: readonly (readonly [string, SeenAnswer, GateTruth])[] = [
  ["a ready that is on record and fresh", asked(2000), { steps: [aStep()] }],
  ["a ready within the bound after another verdict came on record", asked(25_000), { steps: [aStep(), LATER] }],
  ["a ready by the later look of two that overlapped", asked(60_000), { steps: [aStep(), OVERLAPPING] }],
  ["a ready by the clock that was set meanwhile", asked(2300, {}, SET_BACK), { steps: [aStep()] }],
  ["no, whatever the record says", asked(2000, { allowed: false, verdict: "unknown" }), { steps: [aStep()] }],
  ["nothing", asked(2000, {}, { status: undefined, told: undefined }), { steps: [] }],
  ["a ready as old as was asked for", asked(9000, {}, { maxAgeSeconds: 9 }), { steps: [aStep()] }],
  ["a ready by a look from before the drift", asked(2000), { steps: [aStep()], driftedAt: new Map([["tie", LOOKED]]) }],
];

for (const [what, answer, truth] of RIGHT) {
  test(`a gate that says ${what} is not wrong`, () => {
    assert.deepEqual(findGateMistakes([answer], truth), []);
  });
}

const WRONG: readonly (readonly [string, SeenAnswer, GateTruth, RegExp])[] = [
  ["for an engine that was never checked", asked(2000), { steps: [] }, /no check on record/],
  ["for another engine's check", asked(2000), { steps: [aStep({ engineId: "rie" })] }, /no check on record/],
  ["for a check that could not tell", asked(2000), { steps: [aStep({ verdict: "unknown" })] }, /no check on record/],
  ["before the check was on record", asked(800), { steps: [aStep()] }, /before its check/],
  ["longer than the bound after drift came on record", asked(25_001), { steps: [aStep(), LATER] }, /for 5001 ms/],
  [
    "longer than the bound after a newer ready",
    asked(25_001),
    { steps: [aStep(), { ...LATER, verdict: "ready" }] },
    /'ready' had been on record/,
  ],
  [
    "after the clock was set back and drift came on record",
    asked(60_000),
    { steps: [aStep(), BY_ANOTHER_CLOCK] },
    /for 40000 ms/,
  ],
  ["after it expired", asked(3_600_001), { steps: [aStep()] }, /good until/],
  [
    "by a clock from before the look",
    asked(2000, { at: at(-1) }, { clock: [LOOKED - 1000, LOOKED] }),
    { steps: [aStep()] },
    /good until/,
  ],
  ["at an instant that its clock never showed", asked(2000, { at: at(9) }), { steps: [aStep()] }, /another clock/],
  ["although it is older than was asked for", asked(9000, {}, { maxAgeSeconds: 8 }), { steps: [aStep()] }, /8 s were/],
  [
    "by a look that began after the engine drifted",
    asked(2000),
    { steps: [aStep()], driftedAt: new Map([["tie", LOOKED - 1]]) },
    /after the engine had drifted/,
  ],
  ["for ready by override", asked(2000, { verdict: "ready-by-override" }), { steps: [aStep()] }, /200 for ready-by/],
  [
    "and that it is not allowed",
    asked(2000, { allowed: false }, { status: 200 }),
    { steps: [aStep()] },
    /not say what/,
  ],
  ["in no form of a gate", asked(2000, {}, { told: undefined }), { steps: [aStep()] }, /no answer of its gate/],
  ["about another engine", asked(2000, { engineId: "rie" }), { steps: [aStep()] }, /no answer of its gate/],
];

for (const [what, answer, truth, mistake] of WRONG) {
  test(`a gate that says 200 ${what} is found out`, () => {
    const [found, ...others] = findGateMistakes([answer], truth);
    assert.match(found ?? "", mistake);
    assert.deepEqual(others, []);
  });
}

test("a gate that breaks, or knows no such engine, is found out", () => {
  for (const status of [404, 500]) assert.equal(findGateMistakes([asked(1, {}, { status })], { steps: [] }).length, 1);
});
