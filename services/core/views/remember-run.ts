import type { FindingSeen } from "#schemas/api/finding-view";
import type { RunSummary } from "#schemas/api/run-summary";
import type { LedgerRecord } from "#schemas/ledger-record";
import type { EngineRun, Run } from "#schemas/run";
import { summariseRun } from "./summarise-run.js";

/** What is kept in memory of a recorded run, so that no list reads the ledger again. */
export interface RememberedRun {
  readonly summary: RunSummary;
  /** By engine and node: the snapshot that the run saw there. */
  readonly seen: ReadonlyMap<string, { readonly commit: string; readonly digest: string | null; readonly at: string }>;
  /** By engine and finding: the verdict on the change, where one was recorded. */
  readonly findings: ReadonlyMap<string, Pick<FindingSeen, "verdict" | "ticket">>;
}

/** Keeps of a record of type `run` what lists and histories are made of. */
export function rememberRun(record: LedgerRecord): RememberedRun {
  const { engines } = record.body as Run;
  return {
    summary: summariseRun(record),
    seen: new Map(engines.flatMap(looksOf)),
    findings: new Map(engines.flatMap(findingsOf)),
  };
}

/** The name of a node or a finding beneath its engine. */
export function beneath(engineId: string, id: string): string {
  return `${engineId}\0${id}`;
}

function looksOf({ engineId, looks }: EngineRun): (readonly [string, RememberedLook])[] {
  return looks.flatMap(({ nodeId, takenAt, commit, digest }) =>
    takenAt === null || commit === null ? [] : [[beneath(engineId, nodeId), { commit, digest, at: takenAt }] as const],
  );
}

type RememberedLook = { readonly commit: string; readonly digest: string | null; readonly at: string };

function findingsOf({ engineId, changes, verdicts = {} }: EngineRun) {
  const seen = new Map<string, Pick<FindingSeen, "verdict" | "ticket">>();
  for (const [standby, found] of Object.entries(changes)) {
    for (const id of Object.keys(found)) {
      const judged = verdicts[standby]?.[id];
      const said = judged === undefined ? {} : { verdict: judged.verdict, ticket: judged.ticket };
      seen.set(beneath(engineId, id), said);
    }
  }
  return [...seen];
}
