import type { RunSummary } from "#schemas/api/run-summary";
import type { LedgerRecord } from "#schemas/ledger-record";
import type { Run } from "#schemas/run";

/** Cuts a record of type `run` down to what a list of runs says. */
export function summariseRun({ seq, hash, body }: LedgerRecord): RunSummary {
  const { runId, at, policyCommit, problems, engines } = body as Run;
  return {
    ...{ runId, seq, hash, at, policyCommit },
    ...occasionOf(body),
    problems,
    engines: engines.map(({ engineId, verdict, findings, waiting, expiresAt, looks, failure }) => ({
      ...{ engineId, verdict, findings, waiting, expiresAt },
      looks: looks.map(({ nodeId, role, takenAt, changed, problems: found }) => ({
        ...{ nodeId, role, takenAt, changed },
        problems: found,
      })),
      ...(failure === undefined ? {} : { failure }),
    })),
  };
}

/** Only of engines that may be seen; `undefined` where the run was of none of them. */
export function cutRun(run: RunSummary, engineIds: readonly string[] | undefined): RunSummary | undefined {
  if (engineIds === undefined) return run;
  const engines = run.engines.filter(({ engineId }) => engineIds.includes(engineId));
  return engines.length === 0 ? undefined : { ...run, engines };
}

function occasionOf({ occasion }: LedgerRecord["body"]): Pick<RunSummary, "occasion"> {
  if (typeof occasion !== "object" || occasion === null) return {};
  const { schedule, at } = occasion as { readonly schedule?: unknown; readonly at?: unknown };
  return typeof schedule === "string" && typeof at === "string" ? { occasion: { schedule, at } } : {};
}
