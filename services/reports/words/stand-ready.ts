import type { EngineReport } from "#schemas/check-report";
import type { ReadyReport } from "#schemas/ready-report";
import { standingOf } from "./standing.js";

/** A stored verdict with the report behind it, `undefined` where there is none. */
interface Answered {
  readonly ready: ReadyReport;
  readonly report: EngineReport | undefined;
}

/** Holds a stored verdict against the very report that is shown with it: what is printed, gated on and said as JSON is this. */
export function standReady({ ready, report }: Answered): Answered & { readonly byOverride: boolean } {
  if (report === undefined) return { ready, report, byOverride: false };
  const { verdict, reasons } = ready;
  const answered = { ...report, readiness: { ...report.readiness, verdict, reasons } };
  const standing = standingOf(answered, ready.at);
  return {
    ready: { ...ready, verdict: standing.verdict },
    report: { ...answered, readiness: { ...answered.readiness, verdict: standing.verdict } },
    byOverride: standing.byOverride,
  };
}
