import { parseGoverned } from "#services/core/policy/parse-governed";
import type { CollectionStore, KeptUpload } from "#services/ports/collection-store";
import { findUnjudged } from "../collect/find-handed-in.js";
import { runCheck } from "./run-check.js";
import type { CheckContext } from "./take-run.js";

/**
 * Judges what collectors handed in and no run has seen, look by look in order, up to the one before the last: of a night in between the next run would
 * otherwise know nothing. The last one is left to the run that follows.
 */
export async function judgeBacklog(context: CheckContext, engineIds: readonly string[]): Promise<void> {
  const { collections } = context;
  if (collections === undefined) return;
  const { estate } = parseGoverned((await context.repository.governed()).files);
  for (const { id, collector } of estate?.engines ?? []) {
    if (collector === undefined || (engineIds.length > 0 && !engineIds.includes(id))) continue;
    const waiting = await findUnjudged(id, { ...context, collections });
    for (const upload of waiting.slice(0, -1)) {
      if (context.signal?.aborted) return;
      await runCheck({ ...context, collections: upTo(upload, collections) }, [id]);
    }
  }
}

function upTo(upload: KeptUpload, collections: CollectionStore): CollectionStore {
  return { ...collections, last: () => Promise.resolve(upload) };
}
