import type { EngineReport } from "#schemas/check-report";
import type { ReadinessReason } from "#schemas/readiness";
import type { ReadyReport } from "#schemas/ready-report";
import { ERROR_KINDS } from "#services/core/errors";
import { checkLedger } from "./check-ledger.js";
import { findLaterChanges } from "./find-later-changes.js";
import { findSetBack } from "./find-set-back.js";
import { findLastRestore } from "./read-recorded-looks.js";
import { findLastRun, type RecordedRun, type RederiveContext, type RederivedRun, rederiveRun } from "./rederive-run.js";

/** The last verdict on an engine with the report behind it; `undefined` where it was never checked. */
export interface ReadyAnswer {
  readonly ready: ReadyReport;
  readonly report: EngineReport | undefined;
}

/**
 * Answers from the last stored verdict, derived again from what is stored: an expired one, one that no longer derives, and
 * one that stands on a ledger that cannot be trusted are `unknown`.
 */
export async function answerReady(engineId: string, context: RederiveContext, now: Date): Promise<ReadyAnswer> {
  const last = await findLastRun(context.ledger, engineId);
  const at = now.toISOString();
  const ledgerDoubts = await findLedgerDoubts(context);
  if (last === undefined) return { ready: neverChecked(engineId, at, ledgerDoubts), report: undefined };
  const derived = await rederiveRun(last, context);
  const doubts = [
    ...ledgerDoubts,
    ...(await findRestoreDoubts(last, context)),
    ...(await findDoubts(derived, context, now)),
  ];
  const { readiness } = derived.report;
  return {
    report: derived.report,
    ready: {
      schema: "lockstep/ready@1",
      engineId,
      at,
      verdict: doubts.length > 0 && readiness.verdict === "ready" ? "unknown" : readiness.verdict,
      scope: readiness.scope,
      runId: last.run.runId,
      asOf: readiness.asOf,
      expiresAt: readiness.expiresAt,
      ageSeconds: Math.max(0, Math.floor((now.getTime() - Date.parse(readiness.asOf)) / 1000)),
      reasons: [...doubts, ...readiness.reasons, ...(await findNotes(context))],
    },
  };
}

async function findLedgerDoubts({ ledger }: RederiveContext): Promise<ReadinessReason[]> {
  return (await checkLedger(ledger)).map(({ code, message }) => doubt(code, message, ERROR_KINDS[code].remedy));
}

/** What the verdict stands on must still be there, and a restore brings no old verdict back to life. */
async function findRestoreDoubts(
  { seq, engineRun }: RecordedRun,
  context: RederiveContext,
): Promise<ReadinessReason[]> {
  const { engineId, looks } = engineRun;
  const records = await Promise.all(looks.map(({ nodeId }) => findSetBack(engineId, nodeId, context)));
  const doubts = records.flatMap(({ setBack }) =>
    setBack === undefined ? [] : [doubt(setBack.code, setBack.message, ERROR_KINDS[setBack.code].remedy)],
  );
  if ((await findLastRestore(context.ledger)) < seq) return doubts;
  const message = "A restore from a backup was accepted since the last check.";
  return [...doubts, doubt("changed-since", message, `Run 'lockstep check ${engineId}'.`)];
}

/** A machine that has seen nothing of the ledger (a copy of the store, a mark that was taken away) cannot rule a rollback out. */
async function findNotes({ ledger }: RederiveContext): Promise<ReadinessReason[]> {
  if (await ledger.hasMark()) return [];
  const message = "Whether the ledger was set back was not checked here: this machine remembers nothing of it.";
  const action = "Hold the newest record that 'lockstep ledger verify' shows against one noted elsewhere.";
  return [{ ...doubt("rollback-not-checked", message, action), verdict: "ready" }];
}

async function findDoubts(
  { run, engineRun, report, same }: RederivedRun,
  context: RederiveContext,
  now: Date,
): Promise<ReadinessReason[]> {
  const doubts: ReadinessReason[] = [];
  if (now.getTime() > Date.parse(report.readiness.expiresAt) || now.getTime() < Date.parse(report.readiness.asOf)) {
    const message = `The verdict of ${report.readiness.asOf} was good until ${report.readiness.expiresAt}.`;
    doubts.push(doubt("snapshot-stale", message, `Run 'lockstep check ${report.engineId}'.`));
  }
  if (!same) {
    const message = "The stored inputs no longer give the verdict that was recorded.";
    doubts.push(doubt("ledger-broken", message, `Run 'lockstep check ${report.engineId}', and find out what changed.`));
  }
  for (const message of await findLaterChanges({ run, engineRun, report }, context.repository, now)) {
    doubts.push(doubt("changed-since", message, `Run 'lockstep check ${report.engineId}'.`));
  }
  return doubts;
}

function doubt(code: string, message: string, action: string): ReadinessReason {
  return { code, verdict: "unknown", message, owner: "Lockstep's keeper", action, findings: [] };
}

function neverChecked(engineId: string, at: string, doubts: readonly ReadinessReason[]): ReadyReport {
  return {
    schema: "lockstep/ready@1",
    engineId,
    at,
    verdict: "unknown",
    scope: "configuration-ready, not data-ready",
    runId: null,
    asOf: null,
    expiresAt: null,
    ageSeconds: null,
    reasons: [
      ...doubts,
      doubt("never-read", `'${engineId}' has never been checked.`, `Run 'lockstep check ${engineId}'.`),
    ],
  };
}
