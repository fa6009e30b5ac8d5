import { millisecondsBetween, showDuration } from "#services/reports/text/describe-time";

/** How old something is: `3 h 5 min old`, `never read` where it has no instant. */
export function showAge(instant: string | null, at: Date): string {
  if (instant === null) return "never read";
  const age = millisecondsBetween(instant, at.toISOString());
  if (age === undefined) return "age not known";
  return `${showDuration(age)} ${age <= -60_000 ? "ahead of this clock" : "old"}`;
}
