import type { EngineReport } from "#schemas/check-report";
import type { ReadyReport } from "#schemas/ready-report";
import type { App } from "#services/app";
import { escapeText } from "#services/core/text/escape-text";
import { describeOverride } from "#services/reports/words/describe-override";
import { standReady } from "#services/reports/words/stand-ready";
import { exitOf } from "./exit-codes.js";

/** The stored verdict as it stands now. */
export interface AnsweredReady {
  readonly ready: ReadyReport;
  /** The report of the run behind it, with that verdict; `undefined` where there is none. */
  readonly report: EngineReport | undefined;
  /** The exit that says the same. */
  readonly exit: number;
}

/** Asks whether an engine may fail over: what is printed, what JSON says and the exit come from this one answer. */
export async function askReady(app: Pick<App, "ready">, engineId: string): Promise<AnsweredReady> {
  const { ready, report, byOverride } = standReady(await app.ready(engineId));
  return { ready, report, exit: exitOf({ verdict: ready.verdict, byOverride }) };
}

/** What is said where there is no report: of an engine that no check has looked at, or whose records are gone. */
export function explainUnknown({ reasons, overrides = [] }: ReadyReport): string {
  return [
    ...reasons.map(({ message, action }) => `UNKNOWN: ${escapeText(`${message} ${action}`)}`),
    ...overrides.map((override) => describeOverride(override, [])),
  ].join("\n");
}
