const HOUR_MS = 3_600_000;

/** Hours between two instants, to a hundredth; `null` where either is none. */
export function hoursBetween(from: string | null, to: string | null): number | null {
  const between = from === null || to === null ? Number.NaN : Date.parse(to) - Date.parse(from);
  return Number.isNaN(between) ? null : hoursOf(Math.max(0, between));
}

/** Milliseconds as hours, to a hundredth. */
export function hoursOf(milliseconds: number): number {
  return Math.round((milliseconds / HOUR_MS) * 100) / 100;
}
