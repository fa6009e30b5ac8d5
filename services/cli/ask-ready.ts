import type { EngineReport } from "#schemas/check-report";
import type { ReadyReport } from "#schemas/ready-report";
import type { App } from "#services/app";
import { escapeText } from "#services/core/text/escape-text";
import { standingOf } from "#services/reports/standing";

/** The stored verdict as it stands now. */
export interface AnsweredReady {
  readonly ready: ReadyReport;
  /** The report of the run behind it, with that verdict; `undefined` where there is none. */
  readonly report: EngineReport | undefined;
}

/** Asks whether an engine may fail over: what is printed, what JSON says and the exit come from this one answer. */
export async function askReady(app: Pick<App, "ready">, engineId: string): Promise<AnsweredReady> {
  const { ready, report } = await app.ready(engineId);
  if (report === undefined) return { ready, report };
  const { verdict, reasons } = ready;
  const answered = { ...report, readiness: { ...report.readiness, verdict, reasons } };
  const standing = standingOf(answered, ready.at).verdict;
  return {
    ready: { ...ready, verdict: standing },
    report: { ...answered, readiness: { ...answered.readiness, verdict: standing } },
  };
}

/** What is said where there is no report: of an engine that no check has looked at, or whose records are gone. */
export function explainUnknown({ reasons }: ReadyReport): string {
  return reasons.map(({ message, action }) => `UNKNOWN: ${escapeText(`${message} ${action}`)}`).join("\n");
}
