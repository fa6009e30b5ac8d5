import type { Diagnosis } from "#services/ports/connector";

/** From here on a clock is called wrong. */
export const SKEW_LIMIT_MS = 60_000;

/** Says how far a ticket system's clock is off: the times of its approvals are told by it. */
export function judgeClock(skewMs: number | undefined): Diagnosis {
  const check = "clock";
  if (skewMs === undefined) {
    const message = "The ticket system does not tell its time.";
    return { check, state: "warning", message, remedy: "Check its clock by hand." };
  }
  const message = `The ticket system's clock is ${skewPhrase(skewMs)} ours.`;
  if (Math.abs(skewMs) <= SKEW_LIMIT_MS) return { check, state: "ok", message };
  return { check, state: "failed", message, remedy: "Set both machines to the same time server (NTP)." };
}

/** What a list says of a clock that is off; nothing where it is right, or does not tell. */
export function clockWarnings(id: string, skewMs: number | undefined): readonly string[] {
  if (skewMs === undefined || Math.abs(skewMs) <= SKEW_LIMIT_MS) return [];
  return [`The clock of ${id} is ${skewPhrase(skewMs)} ours: the times of its approvals are told by it`];
}

/** For example `12.0 s behind`. */
function skewPhrase(skewMs: number): string {
  return `${(Math.abs(skewMs) / 1000).toFixed(1)} s ${skewMs < 0 ? "behind" : "ahead of"}`;
}
