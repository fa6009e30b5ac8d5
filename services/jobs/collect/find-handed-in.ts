import type { Engine } from "#schemas/estate";
import { LockstepError } from "#services/core/errors";
import type { CollectionStore, KeptUpload } from "#services/ports/collection-store";
import type { Ledger } from "#services/ports/estate-repository";
import { bodyOfRun } from "../look/look-history.js";

/** How many runs back it is searched which upload was judged last. */
const MAX_RUNS = 400;

/**
 * Finds what is judged of an engine that a collector reads: its last upload, or nothing yet.
 *
 * @throws LockstepError `store-unsound` where a later one was judged before
 */
export async function findHandedIn(
  { id, collector }: Engine,
  {
    collections,
    ledger,
  }: { readonly collections?: CollectionStore | undefined; readonly ledger: Pick<Ledger, "records"> },
): Promise<KeptUpload | undefined> {
  if (collector === undefined || collections === undefined) return undefined;
  const last = await collections.last(id);
  const judged = await findJudged(id, ledger);
  if (judged <= (last?.upload.sequence ?? 0)) return last;
  throw new LockstepError("store-unsound", `An upload of '${id}' that was judged before is gone from the store.`);
}

/** Finds the uploads of an engine that no run has judged yet, oldest first. */
export async function findUnjudged(
  engineId: string,
  { collections, ledger }: { readonly collections: CollectionStore; readonly ledger: Pick<Ledger, "records"> },
): Promise<readonly KeptUpload[]> {
  return await collections.since(engineId, await findJudged(engineId, ledger));
}

async function findJudged(engineId: string, ledger: Pick<Ledger, "records">): Promise<number> {
  for await (const record of ledger.records({ type: "run", engineId, limit: MAX_RUNS })) {
    const run = bodyOfRun(record).engines.find((engine) => engine.engineId === engineId);
    if (run?.collected !== undefined) return run.collected.sequence;
  }
  return 0;
}
