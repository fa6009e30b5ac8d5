import type { AuthorisationVerdict } from "#schemas/authorisation";
import type { EngineRun, PassingChangeRecord, VerdictRecord } from "#schemas/run";
import type { ChangeLife } from "../service-levels/change-life.js";
import { followChanges } from "../service-levels/follow-changes.js";

/** What the record tells of one difference from when it was found to when it was gone. */
export interface SeenChange {
  readonly life: ChangeLife;
  /** Numbers of the records of the first and the last run that found it. */
  readonly firstSeq: number;
  readonly lastSeq: number;
  /** `null`: none was recorded. */
  readonly firstVerdict: AuthorisationVerdict | null;
  readonly verdict: AuthorisationVerdict | null;
  readonly ticket: string | null;
}

/** The same of a change that was made and undone between two looks. */
export interface SeenPassing {
  readonly engineId: string;
  readonly change: PassingChangeRecord;
  /** The run that found it. */
  readonly seq: number;
}

/** Takes runs and gives every change that they found. */
export interface PopulationGatherer {
  /** Of each engine in the order of time. */
  take(run: EngineRun, seq: number): void;
  changes(): readonly SeenChange[];
  passing(): readonly SeenPassing[];
}

type Sight = Omit<SeenChange, "life">;

/** Gathers the changes of a period: those that stood in it, from before it too, and those that passed in it. What was gone before it is let go of. */
export function gatherPopulation({ from }: { readonly from: number }): PopulationGatherer {
  const follower = followChanges();
  const sights = new Map<string, Sight>();
  const ended: SeenChange[] = [];
  const passing = new Map<string, SeenPassing>();

  function end(life: ChangeLife): void {
    const key = keyOf(life);
    const sight = sights.get(key);
    sights.delete(key);
    if (sight !== undefined && Date.parse(life.goneAt ?? "") >= from) ended.push({ life, ...sight });
  }

  return {
    take(run, seq) {
      for (const life of follower.take(run)) end(life);
      if (run.failure === undefined) {
        for (const [findingId, judged] of findingsOf(run)) {
          const key = keyOf({ engineId: run.engineId, findingId });
          sights.set(key, sightOf(sights.get(key), judged, seq));
        }
      }
      for (const change of run.passing?.changes ?? []) {
        const key = JSON.stringify([run.engineId, change.id]);
        if (Date.parse(change.seenAt) >= from && !passing.has(key))
          passing.set(key, { engineId: run.engineId, change, seq });
      }
    },
    changes() {
      const open = follower.open().flatMap((life) => {
        const sight = sights.get(keyOf(life));
        return sight === undefined ? [] : [{ life, ...sight }];
      });
      return [...ended, ...open];
    },
    passing: () => [...passing.values()],
  };
}

function keyOf({ engineId, findingId }: Pick<ChangeLife, "engineId" | "findingId">): string {
  return JSON.stringify([engineId, findingId]);
}

/** By finding, the verdict on its change: of several standbys that of the first which has one. */
function findingsOf({ changes, verdicts = {} }: EngineRun): ReadonlyMap<string, VerdictRecord | undefined> {
  const found = new Map<string, VerdictRecord | undefined>();
  for (const [standbyId, byFinding] of Object.entries(changes)) {
    for (const findingId of Object.keys(byFinding)) {
      const judged = verdicts[standbyId]?.[findingId];
      if (judged !== undefined || !found.has(findingId)) found.set(findingId, found.get(findingId) ?? judged);
    }
  }
  return found;
}

function sightOf(known: Sight | undefined, judged: VerdictRecord | undefined, seq: number): Sight {
  const verdict = judged?.verdict ?? known?.verdict ?? null;
  return {
    firstSeq: known?.firstSeq ?? seq,
    lastSeq: seq,
    firstVerdict: known?.firstVerdict ?? judged?.history?.first.verdict ?? verdict,
    verdict,
    ticket: judged === undefined ? (known?.ticket ?? null) : judged.ticket,
  };
}
