import type { ServiceLevels } from "#schemas/service-levels";
import type { ServiceFigure, ServiceFigureId } from "#schemas/service-levels-report";

/** How long things took. */
export interface Durations {
  readonly id: ServiceFigureId;
  /** Hours of each case that ended. */
  readonly hours: readonly number[];
  /** Hours so far of each that has not. */
  readonly open: readonly number[];
  /** Cases of which it cannot be told. */
  readonly untold: number;
  readonly target: ServiceLevels["detect"];
  readonly notes: readonly string[];
}

/**
 * The share that was done in time, where a target says what that is; else the median. What is not done yet counts as late once it is, and not
 * before.
 */
export function durationFigure({ id, hours, open, untold, target, notes }: Durations): ServiceFigure {
  const late = target === undefined ? [] : open.filter((each) => each > target.hours);
  const cases = hours.length + late.length;
  const known = [
    ...notes,
    ...(hours.length === 0 ? [] : [`Median ${shown(medianOf(hours))} h, longest ${shown(Math.max(...hours))} h.`]),
    ...(open.length === 0
      ? []
      : [`${open.length} not done at the end${late.length === 0 ? "" : `, ${late.length} of them late`}.`]),
  ];
  const base = { id, cases, untold, notes: known };
  if (target === undefined) {
    const value = hours.length === 0 ? null : medianOf(hours);
    return { ...base, value, unit: "hours", target: null, outcome: "no-target" };
  }
  const inTime = hours.filter((each) => each <= target.hours).length;
  const value = cases === 0 ? null : inTime / cases;
  const wanted = `${shown(target.share * 100)} % within ${shown(target.hours)} h`;
  const outcome = value === null ? "unknown" : value >= target.share ? "met" : "missed";
  return { ...base, value, unit: "share", target: wanted, outcome };
}

function medianOf(values: readonly number[]): number {
  const ordered = values.toSorted((a, b) => a - b);
  const middle = Math.floor(ordered.length / 2);
  const [low = 0, high = 0] = [ordered[Math.ceil(ordered.length / 2) - 1], ordered[middle]];
  return (low + high) / 2;
}

function shown(value: number): string {
  return String(Math.round(value * 10) / 10);
}
