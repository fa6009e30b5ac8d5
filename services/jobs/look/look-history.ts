import type { LedgerRecord } from "#schemas/ledger-record";
import type { ChangesByFinding, EngineRun, Look, PassingChangeRecord, Run } from "#schemas/run";
import type { Ledger } from "#services/ports/estate-repository";

/** What earlier runs saw of one engine, newest first. */
export interface LookHistory {
  /** The last time before an instant at which the node was really read; `null` where never, or longer ago than is kept at hand. */
  lastLookBefore(nodeId: string, instant: string): Promise<string | null>;
  /** The first time the node was read, as far back as is kept at hand; `null` where never before this run. */
  firstLook(nodeId: string): Promise<string | null>;
  /** The last look that read the node. */
  lastLook(nodeId: string): Promise<Look | undefined>;
  /** The last look before an instant that read the node. */
  lookBefore(nodeId: string, instant: string): Promise<Look | undefined>;
  /** What the last run that was not broken off told of changes that came and went. */
  knownPassing(): Promise<readonly PassingChangeRecord[]>;
  /** Findings of the last run that was not broken off, on one standby, with what was found out about their changes. */
  knownChanges(standbyId: string): Promise<ChangesByFinding>;
  /** The same run's verdicts, by the standby judged, and what one person alone decided. */
  knownDecisions(): Promise<Required<Pick<EngineRun, "verdicts" | "singleHanded">>>;
}

/** How many runs of the engine back a look is searched for: more than a year of nightly runs, or a week of runs each half hour. */
const MAX_RUNS = 400;

/** How many runs back, of whichever engine: where a hundred are checked each night, each for itself, forty nights. */
const MAX_AMONG = 4_000;

export function createLookHistory(ledger: Ledger, engineId: string): LookHistory {
  let loaded: Promise<readonly EngineRun[]> | undefined;
  const runs = (): Promise<readonly EngineRun[]> => {
    loaded ??= loadRuns(ledger, engineId);
    return loaded;
  };
  const looks = async (nodeId: string): Promise<readonly Look[]> =>
    (await runs()).flatMap((run) => run.looks.filter((look) => look.nodeId === nodeId && look.takenAt !== null));
  const lookBefore = async (nodeId: string, instant: string): Promise<Look | undefined> =>
    (await looks(nodeId)).find((look) => look.takenAt !== null && look.takenAt < instant);
  return {
    lookBefore,
    lastLookBefore: async (nodeId, instant) => (await lookBefore(nodeId, instant))?.takenAt ?? null,
    firstLook: async (nodeId) => (await looks(nodeId)).at(-1)?.takenAt ?? null,
    lastLook: async (nodeId) => (await looks(nodeId))[0],
    knownPassing: async () => (await runs()).find(({ failure }) => failure === undefined)?.passing?.changes ?? [],
    knownChanges: async (standbyId) =>
      (await runs()).find(({ failure }) => failure === undefined)?.changes[standbyId] ?? {},
    knownDecisions: async () => {
      const { verdicts = {}, singleHanded = [] } = (await runs()).find(({ failure }) => failure === undefined) ?? {};
      return { verdicts, singleHanded };
    },
  };
}

async function loadRuns(ledger: Ledger, engineId: string): Promise<EngineRun[]> {
  const runs: EngineRun[] = [];
  for await (const record of ledger.records({ type: "run", engineId, limit: MAX_RUNS, among: MAX_AMONG })) {
    const run = bodyOfRun(record).engines.find((engine) => engine.engineId === engineId);
    if (run !== undefined) runs.push(run);
  }
  return runs;
}

/** The body of a record of type `run`; records are written by `runCheck` alone, and the chain guards them. */
export function bodyOfRun(record: LedgerRecord): Run {
  return record.body as Run;
}
