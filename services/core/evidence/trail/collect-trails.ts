import type { LedgerRecord } from "#schemas/ledger-record";
import type { EngineRun, PassingChangeRecord, Run } from "#schemas/run";
import { isCompared, standingIn } from "../../service-levels/change-life.js";
import { type IsWanted, keyOfChange, type WantedChange } from "./wanted-change.js";

/** What one run recorded of one engine, and in which record. */
export interface Sighting {
  readonly seq: number;
  readonly run: Run;
  readonly engineRun: EngineRun;
}

/** A difference from the first run that found it to the last, as the ledger tells. */
export interface SeenDifference extends WantedChange {
  /** The last run that compared before it and did not find it; `null`: none is on record. */
  readonly before: Sighting | null;
  readonly first: Sighting;
  readonly last: Sighting;
  readonly runs: number;
  /** The first run that did not find it any more; `null`: it stands, or no run has compared since. */
  readonly gone: (Pick<Sighting, "seq"> & { readonly at: string }) | null;
}

/** A change that was made and undone between two looks, and the run that found it. */
export interface SeenPassing extends WantedChange {
  readonly change: PassingChangeRecord;
  readonly found: Sighting;
}

/** A planned alignment, and the record that proved it, where one did. */
export interface SeenAlignment extends WantedChange {
  readonly planned: LedgerRecord;
  readonly proved: LedgerRecord | null;
}

export interface CollectedTrails {
  /** Each sorted by the first record; what came back later is another one. */
  readonly differences: readonly SeenDifference[];
  readonly passing: readonly SeenPassing[];
  readonly alignments: readonly SeenAlignment[];
  /** What people and Lockstep did beside running, the oldest first. */
  readonly acts: readonly LedgerRecord[];
}

/** Takes the records of a ledger, newest first. */
export interface TrailCollector {
  take(record: LedgerRecord): void;
  finish(): CollectedTrails;
}

/** Kinds of record that a trail may lead over. */
const ACTS: ReadonlySet<LedgerRecord["type"]> = new Set([
  "baseline-adopted",
  "reader-changed",
  "review-decided",
  "waiver-granted",
  "override",
  "alignment-planned",
  "alignment-proved",
]);

/** Collects what a ledger tells of some changes, in one pass and in memory that grows with them and with what people did. */
export function collectTrails(isWanted: IsWanted): TrailCollector {
  /** Of those whose beginning is still sought. */
  const open = new Map<string, SeenDifference>();
  const ended: SeenDifference[] = [];
  const passing = new Map<string, SeenPassing>();
  const acts: LedgerRecord[] = [];
  /** By engine, the run that compared after the one at hand. */
  const next = new Map<string, { seq: number; at: string }>();

  function takeEngineRun(sighting: Sighting): void {
    const { engineRun, seq } = sighting;
    const { engineId, at } = engineRun;
    for (const change of engineRun.passing?.changes ?? []) {
      const wanted = { engineId, changeId: change.id };
      // Told of for some days: the oldest run that told is the one that found it.
      if (isWanted(wanted)) passing.set(keyOfChange(wanted), { ...wanted, change, found: sighting });
    }
    if (!isCompared(engineRun)) return;
    const standing = standingIn(engineRun);
    for (const [key, life] of open) {
      if (life.engineId !== engineId || standing.has(life.changeId)) continue;
      open.delete(key);
      ended.push({ ...life, before: sighting });
    }
    for (const changeId of standing.keys()) {
      const wanted = { engineId, changeId };
      if (isWanted(wanted)) takeSight(wanted, sighting);
    }
    next.set(engineId, { seq, at });
  }

  function takeSight(wanted: WantedChange, sighting: Sighting): void {
    const key = keyOfChange(wanted);
    const known = open.get(key);
    const life = known ?? { ...wanted, before: null, last: sighting, runs: 0, gone: next.get(wanted.engineId) ?? null };
    open.set(key, { ...life, first: sighting, runs: life.runs + 1 });
  }

  return {
    take(record) {
      if (ACTS.has(record.type)) acts.push(record);
      if (record.type !== "run") return;
      // The chain guards what was written.
      const run = record.body as Run;
      for (const engineRun of run.engines) takeEngineRun({ seq: record.seq, run, engineRun });
    },
    finish() {
      const differences = [...ended, ...open.values()].sort((a, b) => a.first.seq - b.first.seq);
      const oldestFirst = acts.toReversed();
      const alignments = alignmentsIn(oldestFirst, isWanted);
      return { differences, passing: [...passing.values()], alignments, acts: oldestFirst };
    },
  };
}

function alignmentsIn(acts: readonly LedgerRecord[], isWanted: IsWanted): readonly SeenAlignment[] {
  const proofs = new Map(acts.filter(({ type }) => type === "alignment-proved").map((act) => [act.body["plan"], act]));
  return acts
    .filter(({ type }) => type === "alignment-planned")
    .map((planned) => {
      const { engineId, digest } = planned.body;
      const wanted = { engineId: String(engineId), changeId: String(digest) };
      return { ...wanted, planned, proved: proofs.get(digest) ?? null };
    })
    .filter(isWanted);
}
