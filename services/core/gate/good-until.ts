import type { EngineReport } from "#schemas/check-report";

/** No ending that time alone brings. */
export const NEVER = "9999-12-31T00:00:00.000Z";

const DAY_MS = 86_400_000;

/**
 * Gives the first instant after `now` at which a verdict derived for `now` may come out otherwise, without anything being written: what
 * explains a difference ends, or an override, or a verdict from the future begins to hold. Days end with the day, in UTC; an accepted gap may end with any of them.
 */
export function goodUntil(report: Pick<EngineReport, "findings" | "readiness"> | undefined, now: Date): string {
  if (report === undefined) return NEVER;
  const { findings, readiness } = report;
  const midnight = (Math.floor(now.getTime() / DAY_MS) + 1) * DAY_MS;
  const stands = readiness.reasons.some(({ code }) => code === "gap-accepted") ? [midnight] : [];
  const days = findings.flatMap(({ explainedBy }) => (explainedBy?.expires == null ? [] : [explainedBy.expires]));
  const ends = [
    ...stands,
    ...days.map((day) => Date.parse(`${day}T00:00:00Z`) + DAY_MS),
    ...(readiness.overrides ?? []).map(({ until }) => Date.parse(until)),
    Date.parse(readiness.asOf),
    Date.parse(readiness.expiresAt) + 1,
  ];
  // A day that is none has no end that could be waited for: it counts as over already.
  const coming = ends.filter((end) => end > now.getTime());
  return coming.length === 0 ? NEVER : new Date(Math.min(...coming)).toISOString();
}
