import type { ReadinessVerdict } from "#schemas/readiness";
import type { EngineRun, Look } from "#schemas/run";
import { outcomeOfLook } from "../collection/count-looks.js";
import { dayFinder } from "./day-finder.js";
import type { EvidenceDay } from "./evidence-days.js";

/** One engine on one day. */
export interface EngineDay {
  readonly engineId: string;
  readonly day: EvidenceDay;
  /** Checks that were recorded, and the looks at nodes that they were to take: `expected` is the sum of the four below it. */
  readonly checks: number;
  readonly expected: number;
  readonly whole: number;
  readonly partial: number;
  readonly skipped: number;
  readonly failed: number;
  /** The longest time without a check that ended on it, or that lasted at its end where it saw none; `null` before the first check of all. */
  readonly longestGapMs: number | null;
  /** Why nodes were not read, by code, and which sources were not. */
  readonly problems: readonly string[];
  readonly unread: readonly string[];
  /** The verdict at its end: `unknown` where none was given, or the last one had run out. */
  readonly atEnd: ReadinessVerdict;
  /** The worst that stood on it. */
  readonly worst: ReadinessVerdict;
  /** The last check up to its end, by the number of its record, also of a day before; `null`: there was none. */
  readonly last: {
    readonly seq: number;
    readonly hasRunOut: boolean;
    /** Ready, and nothing was set aside for it: there is nothing more to tell of it. */
    readonly isPlain: boolean;
  } | null;
}

/** Takes the runs of engines and gives what each day saw of each of them. */
export interface DayGatherer {
  /** Of each engine in the order of time. */
  take(run: EngineRun, seq: number): void;
  /** By engine, then by day. */
  days(engineIds: readonly string[]): readonly EngineDay[];
}

interface DayCounts {
  checks: number;
  expected: number;
  whole: number;
  partial: number;
  skipped: number;
  failed: number;
  gapMs: number;
  readonly problems: Set<string>;
  readonly unread: Set<string>;
  readonly verdicts: Set<ReadinessVerdict>;
  last: GivenVerdict | undefined;
  /** The last check that told anything. */
  toldAt: number | undefined;
}

interface GivenVerdict {
  readonly seq: number;
  readonly verdict: ReadinessVerdict;
  /** When it runs out. */
  readonly until: number;
  readonly isPlain: boolean;
}

interface EngineSoFar {
  readonly byDay: Map<string, DayCounts>;
  /** The last check that told anything, and the last before the days. */
  toldAt: number | undefined;
  toldBefore: number | undefined;
  givenBefore: GivenVerdict | undefined;
  /** How many nodes the last check knew: a check that broke off says of none. */
  nodes: number;
}

/** How many names of what was not read are kept of a day. */
const MAX_NAMES = 20;

/** Counts what each day saw of each engine. Runs from before the days are taken too: gaps begin there. */
export function gatherDays(days: readonly EvidenceDay[]): DayGatherer {
  const engines = new Map<string, EngineSoFar>();
  const find = dayFinder(days);
  return {
    take(run, seq) {
      const engine = engines.get(run.engineId) ?? {
        byDay: new Map(),
        toldAt: undefined,
        toldBefore: undefined,
        givenBefore: undefined,
        nodes: 0,
      };
      engines.set(run.engineId, engine);
      const at = Date.parse(run.at);
      const day = find(at);
      const isTold = run.failure === undefined;
      const verdict = isTold ? run.verdict : "unknown";
      const isPlain = verdict === "ready" && run.overrides === undefined;
      const given = { seq, verdict, until: Date.parse(run.expiresAt), isPlain };
      if (day === undefined) {
        engine.givenBefore = given;
        if (isTold) engine.toldBefore = at;
      } else {
        const counts = engine.byDay.get(day.day) ?? nothing();
        engine.byDay.set(day.day, counts);
        countRun(counts, run, engine.nodes);
        if (isTold && engine.toldAt !== undefined) counts.gapMs = Math.max(counts.gapMs, at - engine.toldAt);
        if (isTold) counts.toldAt = at;
        counts.last = given;
      }
      if (!isTold) return;
      engine.toldAt = at;
      engine.nodes = run.looks.length;
    },
    days: (engineIds) => engineIds.flatMap((engineId) => daysOf(engineId, engines.get(engineId), days)),
  };
}

function nothing(): DayCounts {
  const sets = { problems: new Set<string>(), unread: new Set<string>(), verdicts: new Set<ReadinessVerdict>() };
  return {
    toldAt: undefined,
    checks: 0,
    expected: 0,
    whole: 0,
    partial: 0,
    skipped: 0,
    failed: 0,
    gapMs: 0,
    last: undefined,
    ...sets,
  };
}

function countRun(counts: DayCounts, { looks, counted, failure, verdict }: EngineRun, nodes: number): void {
  counts.checks++;
  counts.verdicts.add(failure === undefined ? verdict : "unknown");
  if (failure !== undefined) {
    // It broke off: whatever it had read does not count.
    const expected = counted?.expected ?? Math.max(looks.length, nodes, 1);
    counts.expected += expected;
    counts.failed += expected;
    addName(counts.problems, failure.code);
    return;
  }
  for (const look of looks) {
    counts.expected++;
    counts[kindOf(look)]++;
    for (const { code } of look.problems) addName(counts.problems, code);
    if (look.takenAt === null) continue;
    for (const { source } of look.coverage?.unread ?? []) addName(counts.unread, source);
  }
}

function kindOf(look: Look): "whole" | "partial" | "skipped" | "failed" {
  const outcome = outcomeOfLook(look);
  if (outcome !== "seen") return outcome;
  return look.coverage?.complete === true ? "whole" : "partial";
}

function addName(names: Set<string>, name: string): void {
  if (names.size < MAX_NAMES) names.add(name);
}

const WORST: readonly ReadinessVerdict[] = ["not-ready", "unknown", "ready"];

function daysOf(engineId: string, engine: EngineSoFar | undefined, days: readonly EvidenceDay[]): EngineDay[] {
  let told = engine?.toldBefore;
  let given = engine?.givenBefore;
  return days.map((day) => {
    const { gapMs, problems, unread, verdicts, toldAt, last, ...counts } = engine?.byDay.get(day.day) ?? nothing();
    const isFirst = told === undefined;
    const waitedMs = told === undefined ? null : day.to - told;
    const atBegin = verdictAt(given, day.from);
    told = toldAt ?? told;
    given = last ?? given;
    const atEnd = verdictAt(given, day.to);
    return {
      ...{ engineId, day, ...counts },
      longestGapMs: toldAt === undefined ? waitedMs : isFirst ? null : gapMs,
      problems: [...problems].sort(),
      unread: [...unread].sort(),
      atEnd,
      worst: WORST.find((verdict) => verdicts.has(verdict) || verdict === atBegin || verdict === atEnd) ?? "unknown",
      last: given === undefined ? null : { seq: given.seq, hasRunOut: given.until < day.to, isPlain: given.isPlain },
    };
  });
}

function verdictAt(given: GivenVerdict | undefined, at: number): ReadinessVerdict {
  return given === undefined || !(given.until >= at) ? "unknown" : given.verdict;
}
