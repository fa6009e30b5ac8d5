import assert from "node:assert/strict";
import { test } from "node:test";
import type { ChangeFactsRecord, EngineRun, Look } from "#schemas/run";
import type { ServiceLevels } from "#schemas/service-levels";
import type { ServiceFigure, ServiceFigureId } from "#schemas/service-levels-report";
import { countDue } from "#services/core/service-levels/count-due";
import { type MonthFacts, measureMonth } from "#services/core/service-levels/measure-month";

const START = Date.parse("2026-11-01T00:00:00.000Z");
const END = Date.parse("2026-12-01T00:00:00.000Z");
const at = (day: number, hour = 2): string => new Date(START + (day - 1) * 86_400_000 + hour * 3_600_000).toISOString();

function aLook(special: Partial<Look> = {}): Look {
  return {
    ...{ nodeId: "tie-a", role: "primary", takenAt: at(1), commit: "c", seenAt: at(1), digest: "d", changed: false },
    coverage: { complete: true, kinds: { channel: 3 }, unread: [] },
    problems: [],
    ...special,
  };
}

function aChange(role: "primary" | "standby", since: string | null, digest = "sha256:x"): ChangeFactsRecord {
  return {
    ...{ engineId: "tie", nodeId: "n", role, tookEffect: null, actors: [], digest, references: [] },
    interval: [since, since ?? at(1)],
  };
}

function aRun(
  day: number,
  changes: Readonly<Record<string, ChangeFactsRecord[]>> = {},
  special: Partial<EngineRun> = {},
): EngineRun {
  return {
    ...{ engineId: "tie", at: at(day), looks: [aLook(), aLook({ nodeId: "tie-b", role: "standby" })] },
    ...{ baseline: { commit: "b", record: "r" }, changes: { "tie-b": { ...changes } }, verdicts: { "tie-b": {} } },
    ...{ verdict: "ready", findings: 0, waiting: 0, expiresAt: at(day + 1, 4), reportDigest: "" },
    ...special,
  };
}

function measured(
  facts: Partial<MonthFacts>,
  levels: ServiceLevels = {},
): Readonly<Record<ServiceFigureId, ServiceFigure>> {
  const whole = {
    period: { from: START, to: END },
    engineIds: ["tie"],
    runs: [],
    decisions: [],
    waivers: [],
    schedule: undefined,
    ...facts,
  };
  return Object.fromEntries(measureMonth(whole, levels).map((figure) => [figure.id, figure])) as Record<
    ServiceFigureId,
    ServiceFigure
  >;
}

const short = ({ value, cases, outcome }: ServiceFigure) => [value, cases, outcome];

test("what nothing tells of is unknown, and meets no target", () => {
  const levels: ServiceLevels = {
    ...{ coverage: 0.9, detect: { hours: 24, share: 0.9 }, decide: { hours: 24, share: 0.9 } },
    ...{ align: { hours: 24, share: 0.9 }, retrospective: 0.1, gate: 0.9, missedRuns: 0, waivers: { count: 1 } },
  };
  const { waivers, gate, ...others } = measured({ waivers: undefined }, levels);
  for (const figure of Object.values(others)) assert.deepEqual(short(figure), [null, 0, "unknown"], figure.id);
  assert.equal(waivers.outcome, "unknown");
  assert.deepEqual(short(gate), [0, 1, "missed"], "a month without a run is a month without a gate");
});

test("coverage is the share of looks that read everything", () => {
  const half = aRun(2, {}, { looks: [aLook(), aLook({ takenAt: null, coverage: null })] });
  assert.deepEqual(short(measured({ runs: [aRun(1), half] }, { coverage: 0.9 }).coverage), [0.75, 4, "missed"]);
});

test("time to detect counts from when a change can first have been made, and what nobody knows is told apart", () => {
  const runs = [
    aRun(1),
    aRun(2, { a: [aChange("primary", at(1))], b: [aChange("primary", null)] }),
    aRun(3, { a: [aChange("primary", at(1))] }),
  ];
  const { detect } = measured({ runs }, { detect: { hours: 26, share: 1 } });
  assert.deepEqual([short(detect), detect.untold], [[1, 1, "met"], 1]);
});

test("a decision counts from the run that found the change, whichever way it was made", () => {
  const standing = {
    a: [aChange("primary", at(1), "sha256:a")],
    w: [aChange("primary", at(1), "sha256:w")],
    late: [aChange("primary", at(1), "sha256:l")],
  };
  const runs = [aRun(1), aRun(2, standing), aRun(3, { late: standing.late })];
  const decisions = [
    { at: at(2, 12), engineId: "tie", digests: ["sha256:a"], findingId: null },
    { at: at(2, 14), engineId: "tie", digests: [], findingId: "w" },
    { at: at(2, 14), engineId: "lab", digests: ["sha256:l"], findingId: null },
  ];
  const { decide } = measured({ runs, decisions }, { decide: { hours: 24, share: 0.6 } });
  assert.deepEqual(short(decide), [2 / 3, 3, "met"], "what still waits is late by now");
});

test("the standby is aligned when a run no longer finds it otherwise; a run that could not compare says nothing", () => {
  const behind = { s: [aChange("standby", at(1))] };
  const broken = aRun(3, {}, { failure: { code: "bug", message: "" } });
  const blind = aRun(4, {}, { looks: [aLook({ commit: null })] });
  const { align, decide } = measured({ runs: [aRun(1), aRun(2, behind), broken, blind, aRun(5)] });
  assert.deepEqual([align.value, align.cases, align.outcome], [72, 1, "no-target"]);
  assert.equal(decide.cases, 0, "nobody decides on what the standby alone did");
});

test("what was found before the month is not found anew in it", () => {
  const standing = { a: [aChange("primary", at(-5))] };
  assert.equal(measured({ runs: [aRun(-3, standing), aRun(2, standing)] }).detect.cases, 0);
});

test("the gate counts the time in which a fresh verdict told something", () => {
  const runs = Array.from({ length: 30 }, (_, index) =>
    aRun(index + 1, {}, { at: at(index + 1, 0), expiresAt: at(index + 1, index < 15 ? 24 : 12) }),
  );
  assert.deepEqual(short(measured({ runs }, { gate: 0.8 }).gate), [0.75, 1, "missed"]);
  const unknown = runs.map((run) => ({ ...run, verdict: "unknown" as const }));
  assert.equal(measured({ runs: unknown }).gate.value, 0);
});

test("waivers are those in force at the end, and how old the oldest is", () => {
  const waiver = {
    id: "w",
    artefact: {},
    finding: `sha256:${"0".repeat(64)}`,
    owner: "J. Okafor",
    approver: "Ros Haddon",
    reason: "x",
    granted: "2026-10-01",
    expires: "2026-12-31",
  };
  const waivers = [waiver, { ...waiver, expires: "2026-11-29" }];
  assert.deepEqual(short(measured({ waivers }, { waivers: { count: 3, ageDays: 60 } }).waivers), [1, 1, "missed"]);
});

test("a run that a schedule made due and that no record tells of was missed", () => {
  const estate = {
    engines: [{ id: "tie", product: "mirth-connect", owner: "x", nodes: [] }],
    schedules: [{ id: "nightly", cron: "0 4 * * *", timeZone: "UTC" }],
  };
  const met = [2, 3, 5].map((day) => ({ schedule: "nightly", engineId: "tie", at: at(day, 4) }));
  const schedule = countDue(estate, met, { from: START, to: Date.parse(at(6, 0)) });
  assert.deepEqual(schedule, { due: 4, missed: 1 }, "nothing was due before the first");
  assert.deepEqual(short(measured({ schedule }, { missedRuns: 0 })["missed-runs"]), [1, 4, "missed"]);
  assert.equal(countDue(estate, [], { from: START, to: END }), undefined);
});
