import type { EvidenceParameters } from "#schemas/evidence-parameters";
import type { Run } from "#schemas/run";
import { LockstepError } from "#services/core/errors";
import { type DetailsNeed, detailsOf, needsOf, type RunDetails } from "#services/core/evidence/details";
import type { Gathered } from "#services/core/evidence/gatherer";
import type { EvidenceMaterial } from "#services/core/evidence/material";
import { findRecord } from "#services/core/seal/parse-record";
import type { EvidenceSource } from "#services/ports/evidence";
import { type RederiveContext, rederiveRun } from "../check/rederive-run.js";
import { bodyOfRun } from "../look/look-history.js";
import { rememberStore } from "./remember-store.js";

interface DetailsContext extends RederiveContext {
  readonly source: Pick<EvidenceSource, "ledgerLines">;
  readonly signal?: AbortSignal;
}

/**
 * Derives again what rows are made of, in a second pass over the ledger: of every change the first and the last run that found it, and of every day
 * its last check. What cannot be derived any more is told, and leaves its cells empty.
 */
export async function deriveDetails(
  gathered: Gathered,
  { head }: Pick<EvidenceParameters, "head">,
  context: DetailsContext,
): Promise<Pick<EvidenceMaterial, "detailsOf" | "notes">> {
  const wanted = new Map<number, DetailsNeed[]>();
  for (const need of needsOf(gathered)) wanted.set(need.seq, [...(wanted.get(need.seq) ?? []), need]);
  const derived = new Map<string, RunDetails>();
  const notes: string[] = [];
  const remembering = { ...context, ...rememberStore(context) };
  for await (const { line } of context.source.ledgerLines(head)) {
    const needs = wanted.get(numberOf(line));
    if (needs === undefined) continue;
    context.signal?.throwIfAborted();
    const record = findRecord(line);
    if (record === undefined) throw new LockstepError("ledger-broken", "A record of the ledger does not read.");
    for (const need of needs) {
      const { details, note } = await derive(need, bodyOfRun(record), remembering);
      if (details !== undefined) derived.set(keyOf(need.seq, need.engineId), details);
      if (note !== undefined) notes.push(note);
    }
  }
  return { detailsOf: (seq, engineId) => derived.get(keyOf(seq, engineId)), notes };
}

async function derive(
  { seq, engineId, ...wanted }: DetailsNeed,
  run: Run,
  context: RederiveContext,
): Promise<{ readonly details?: RunDetails; readonly note?: string }> {
  const engineRun = run.engines.find((engine) => engine.engineId === engineId);
  if (engineRun === undefined) return {};
  try {
    const { report, same, purged } = await rederiveRun({ run, engineRun }, context);
    const details = detailsOf(report, wanted);
    if (same) return { details };
    const why = purged.length > 0 ? "content that it rests on was purged" : "nothing on record tells why";
    return {
      details,
      note: `Record ${seq}: the verdict on ${engineId}, derived again, is not the one recorded; ${why}.`,
    };
  } catch (error) {
    if (!(error instanceof LockstepError)) throw error;
    return { note: `Record ${seq}: the verdict on ${engineId} cannot be derived again (${error.code}).` };
  }
}

/** Told without reading the line as a whole: its keys stand in order. */
function numberOf(line: string): number {
  return Number(/,"seq":(\d+),"type":"run"\}$/.exec(line)?.[1] ?? -1);
}

function keyOf(seq: number, engineId: string): string {
  return `${seq} ${engineId}`;
}
