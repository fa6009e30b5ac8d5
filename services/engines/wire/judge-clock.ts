import type { Diagnosis } from "#services/ports/connector";

const SKEW_LIMIT_MS = 60_000;

/** Says how far an engine's clock is off, in milliseconds ahead of ours; `undefined` where it does not tell. */
export function judgeClock(skewMs: number | undefined): Diagnosis {
  const check = "clock";
  if (skewMs === undefined) {
    const message = "The engine does not tell its time.";
    return { check, state: "warning", message, remedy: "Check its clock by hand." };
  }
  const seconds = (Math.abs(skewMs) / 1000).toFixed(1);
  const message = `The engine's clock is ${seconds} s ${skewMs < 0 ? "behind" : "ahead of"} ours.`;
  if (Math.abs(skewMs) <= SKEW_LIMIT_MS) return { check, state: "ok", message };
  return { check, state: "failed", message, remedy: "Set both machines to the same time server (NTP)." };
}
