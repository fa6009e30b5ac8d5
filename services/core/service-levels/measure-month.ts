import type { Waiver } from "#schemas/policy";
import type { EngineRun } from "#schemas/run";
import type { ServiceLevels } from "#schemas/service-levels";
import type { ServiceFigure, ServiceFigureId } from "#schemas/service-levels-report";
import type { Period } from "../compliance/spans-of.js";
import { isExpired } from "../policy/is-expired.js";
import { compareText } from "../text/compare-text.js";
import { type Decision, decisionOn } from "./decisions.js";
import { durationFigure } from "./durations.js";
import { addUpPeriod, isWithin, type PeriodTotals } from "./period-totals.js";

/** What is known of a month. */
export interface MonthFacts extends Pick<PeriodFacts, "period" | "decisions" | "waivers" | "schedule"> {
  readonly engineIds: readonly string[];
  /** Of the month as far as it is over, and of the weeks before: what was found then is not found anew. */
  readonly runs: readonly EngineRun[];
}

/** What is known of any period. */
export interface PeriodFacts {
  /** As far as it is over. */
  readonly period: Period;
  readonly engineCount: number;
  readonly totals: PeriodTotals;
  /** Of the period and of the weeks before. */
  readonly decisions: readonly Decision[];
  /** As they stood at the end; `undefined` where the policy of then does not read. */
  readonly waivers: readonly Waiver[] | undefined;
  /** How many runs were due and how many of them did not happen; `undefined` where no schedule tells. */
  readonly schedule: { readonly due: number; readonly missed: number } | undefined;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Measures a month by what is recorded, against the levels that policy names. What cannot be told is `unknown`, never met. */
export function measureMonth(
  { runs, engineIds, ...facts }: MonthFacts,
  levels: ServiceLevels,
): readonly ServiceFigure[] {
  const taker = addUpPeriod(facts.period, engineIds);
  for (const run of runs.toSorted((a, b) => compareText(a.at, b.at))) taker.take(run);
  return measurePeriod({ ...facts, engineCount: engineIds.length, totals: taker.totals() }, levels);
}

/** The same of any period whose runs are added up. */
export function measurePeriod(facts: PeriodFacts, levels: ServiceLevels): readonly ServiceFigure[] {
  return [
    coverage(facts, levels),
    detect(facts, levels),
    decide(facts, levels),
    align(facts, levels),
    retrospective(facts, levels),
    waivers(facts, levels),
    gate(facts, levels),
    missedRuns(facts, levels),
  ];
}

function coverage({ totals }: PeriodFacts, levels: ServiceLevels): ServiceFigure {
  const { looks, whole, failed } = totals;
  return shareFigure({
    ...{ id: "coverage", part: whole, cases: looks, untold: failed, least: levels.coverage },
    notes: failed === 0 ? [] : [`${failed} checks broke off and are not among them.`],
  });
}

function detect({ totals, period }: PeriodFacts, { detect: target }: ServiceLevels): ServiceFigure {
  const found = totals.lives.filter(({ foundAt }) => isWithin(foundAt, period));
  const hours = found.flatMap(({ foundAt, sinceAt }) => (sinceAt === null ? [] : [hoursBetween(sinceAt, foundAt)]));
  const notes = ["Counted from the last instant at which it cannot have been made yet: it took at most so long."];
  return durationFigure({ id: "detect", hours, open: [], untold: found.length - hours.length, target, notes });
}

function decide({ totals, period, decisions }: PeriodFacts, { decide: target }: ServiceLevels): ServiceFigure {
  const hours: number[] = [];
  const open: number[] = [];
  let settled = 0;
  for (const life of totals.lives.filter(({ roles }) => roles.includes("primary"))) {
    const at = decisionOn(life, decisions)?.at;
    if (at === undefined && life.goneAt === null) open.push(hoursUntil(life.foundAt, period.to));
    else if (at === undefined) settled += isWithin(life.goneAt ?? "", period) ? 1 : 0;
    else if (isWithin(at, period)) hours.push(hoursBetween(life.foundAt, at));
  }
  const notes = settled === 0 ? [] : [`${settled} changes of production were gone without a decision.`];
  return durationFigure({ id: "decide", hours, open, untold: 0, target, notes });
}

function align({ totals, period }: PeriodFacts, { align: target }: ServiceLevels): ServiceFigure {
  const behind = totals.lives.filter(({ roles }) => roles.length > 0 && roles.every((role) => role === "standby"));
  const gone = behind.filter(({ goneAt }) => goneAt !== null && isWithin(goneAt, period));
  const open = behind.filter(({ goneAt, foundAt }) => goneAt === null && Date.parse(foundAt) < period.to);
  return durationFigure({
    id: "align",
    hours: gone.map(({ foundAt, goneAt }) => hoursBetween(foundAt, goneAt ?? foundAt)),
    open: open.map(({ foundAt }) => hoursUntil(foundAt, period.to)),
    untold: 0,
    target,
    notes: [],
  });
}

function retrospective({ totals }: PeriodFacts, levels: ServiceLevels): ServiceFigure {
  const { withTicket: cases, afterwards: part, untold } = totals;
  return shareFigure({ id: "retrospective", part, cases, untold, most: levels.retrospective, notes: [] });
}

function waivers({ waivers: all, period }: PeriodFacts, { waivers: target = {} }: ServiceLevels): ServiceFigure {
  const base = { id: "waivers", unit: "count", untold: 0 } as const;
  const wanted = [
    ...(target.count === undefined ? [] : [`at most ${target.count}`]),
    ...(target.ageDays === undefined ? [] : [`none older than ${target.ageDays} days`]),
  ];
  const told = wanted.length === 0 ? null : wanted.join(", ");
  const unset = told === null ? "no-target" : "unknown";
  if (all === undefined) return { ...base, value: null, cases: 0, target: told, outcome: unset, notes: [] };
  const end = new Date(period.to - 1).toISOString();
  const inForce = all.filter(({ granted, expires }) => granted <= end.slice(0, 10) && !isExpired(expires, end));
  const ages = inForce.map(({ granted }) => Math.floor((period.to - Date.parse(`${granted}T00:00:00.000Z`)) / DAY_MS));
  const oldest = Math.max(0, ...ages);
  const isMet =
    inForce.length <= (target.count ?? Number.POSITIVE_INFINITY) &&
    oldest <= (target.ageDays ?? Number.POSITIVE_INFINITY);
  const notes = inForce.length === 0 ? [] : [`The oldest was given ${oldest} days before the end.`];
  const outcome = told === null ? "no-target" : isMet ? "met" : "missed";
  return { ...base, value: inForce.length, cases: inForce.length, target: told, outcome, notes };
}

/** What could be asked and was answered: by how long a verdict stood that was fresh and told something. */
function gate({ totals, engineCount }: PeriodFacts, levels: ServiceLevels): ServiceFigure {
  const { told } = totals;
  const whole = told["in-lockstep"] + told.unknown;
  const value = whole === 0 ? null : told["in-lockstep"] / whole;
  const notes = ["From the ledger: whether the service itself could be reached is not recorded."];
  return outcomeOf({ id: "gate", value, cases: engineCount, untold: 0, least: levels.gate, notes });
}

function missedRuns({ schedule }: PeriodFacts, { missedRuns: most }: ServiceLevels): ServiceFigure {
  const target = most === undefined ? null : `at most ${most}`;
  const base = { id: "missed-runs", unit: "count", untold: 0, target } as const;
  if (schedule === undefined) {
    const notes = ["No run of a schedule is on record."];
    return { ...base, value: null, cases: 0, outcome: most === undefined ? "no-target" : "unknown", notes };
  }
  const outcome = most === undefined ? "no-target" : schedule.missed <= most ? "met" : "missed";
  return { ...base, value: schedule.missed, cases: schedule.due, outcome, notes: [] };
}

interface Shared {
  readonly id: ServiceFigureId;
  readonly cases: number;
  readonly untold: number;
  /** Of one of the two. */
  readonly least?: number | undefined;
  readonly most?: number | undefined;
  readonly notes: readonly string[];
}

function shareFigure({ part, ...figure }: Shared & { readonly part: number }): ServiceFigure {
  return outcomeOf({ ...figure, value: figure.cases === 0 ? null : part / figure.cases });
}

function outcomeOf({ least, most, notes, ...figure }: Shared & { readonly value: number | null }): ServiceFigure {
  const { value } = figure;
  const bound = least ?? most;
  const percent = bound === undefined ? "" : `${Math.round(bound * 1000) / 10} %`;
  const target = bound === undefined ? null : `at ${least === undefined ? "most" : "least"} ${percent}`;
  const isMet = value !== null && value >= (least ?? 0) && value <= (most ?? 1);
  const outcome = bound === undefined ? "no-target" : value === null ? "unknown" : isMet ? "met" : "missed";
  return { ...figure, unit: "share", target, outcome, notes: [...notes] };
}

function hoursBetween(from: string, to: string): number {
  return Math.max(0, Date.parse(to) - Date.parse(from)) / HOUR_MS;
}

function hoursUntil(from: string, to: number): number {
  return Math.max(0, to - Date.parse(from)) / HOUR_MS;
}
