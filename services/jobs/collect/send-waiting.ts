import type { CollectionPlan } from "#schemas/collection-plan";
import { renderPart } from "#services/core/collection/artefact-part";
import { type CollectedItem, renderList } from "#services/core/collection/look-parts";
import { type ErrorCode, LockstepError } from "#services/core/errors";
import type { Problem } from "#services/core/readiness/readiness-input";
import { digestOf } from "#services/core/text/digest";
import type { CollectionService } from "#services/ports/collection-service";
import type { CollectionSpool, SpooledUpload } from "#services/ports/collection-spool";
import type { EstateRepository, StoredArtefacts } from "#services/ports/estate-repository";

export interface SendContext {
  readonly service: CollectionService;
  readonly spool: CollectionSpool;
  readonly repository: EstateRepository;
  readonly itemsOf: (commit: string) => Promise<readonly CollectedItem[]>;
  readonly signal?: AbortSignal;
}

export interface SendOutcome {
  readonly sent: number;
  readonly waiting: number;
  readonly held: Problem | undefined;
  readonly refused: readonly { readonly engineId: string; readonly problem: Problem }[];
}

/** Hands in what waits, engine by engine in the order in which it was seen. What the service cannot take now goes on waiting, and what comes after it, too. */
export async function sendWaiting(plan: CollectionPlan, context: SendContext): Promise<SendOutcome> {
  const { spool } = context;
  let [sent, waiting] = [0, 0];
  let held: Problem | undefined;
  const refused: SendOutcome["refused"][number][] = [];
  for (const engineId of await spool.engines()) {
    for (const sequence of await spool.waiting(engineId)) {
      const upload = await spool.read(engineId, sequence);
      const problem = await sendOne(upload, plan, context);
      if (problem === undefined) {
        await spool.remove(upload);
        sent += 1;
      } else if (isForEver(problem.code, upload, plan)) {
        await spool.setAside(upload, problem.message);
        refused.push({ engineId, problem });
      } else {
        held ??= problem;
        break;
      }
    }
    waiting += (await spool.waiting(engineId)).length;
  }
  return { sent, waiting, held, refused };
}

/** The rest may be mended: in estate.yaml, by a token, by bringing the service up to date, or by time. */
function isForEver(code: ErrorCode, { engineId, dialect }: SpooledUpload, plan: CollectionPlan): boolean {
  if (code === "upload-refused" || code === "upload-older") return true;
  const planned = plan.engines.find(({ engine }) => engine.id === engineId);
  return code === "collector-outdated" && planned !== undefined && planned.dialect !== dialect;
}

/** Lists, artefacts, and once more where the service lost something between. */
const MOST_ROUNDS = 5;

async function sendOne(
  upload: SpooledUpload,
  plan: CollectionPlan,
  context: SendContext,
): Promise<Problem | undefined> {
  try {
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      const answer = await context.service.handIn(upload.signed);
      if (answer.state !== "wanted") return undefined;
      await sendParts(answer.parts, upload, plan, context);
    }
    return { code: "upload-refused", message: "The service asks for the same parts again and again." };
  } catch (error) {
    if (!(error instanceof LockstepError) || context.signal?.aborted) throw error;
    return { code: error.code, message: error.message, remedy: error.remedy };
  }
}

async function sendParts(
  wanted: readonly string[],
  { commits }: SpooledUpload,
  { limits }: CollectionPlan,
  context: SendContext,
): Promise<void> {
  const missing = new Set(wanted);
  let batch: Uint8Array[] = [];
  let bytes = 0;
  for (const commit of Object.values(commits)) {
    for await (const part of partsOf(commit, missing, context)) {
      if (bytes > 0 && bytes + part.length > limits.batchBytes) {
        await context.service.sendParts(batch);
        [batch, bytes] = [[], 0];
      }
      batch.push(part);
      bytes += part.length;
    }
  }
  if (bytes > 0) await context.service.sendParts(batch);
  if (missing.size === 0) return;
  throw new LockstepError("store-unsound", "This collector's own store lacks what it saw: it was set back or damaged.");
}

/** Takes what it gives out of `missing`. */
async function* partsOf(commit: string, missing: Set<string>, context: SendContext): AsyncGenerator<Uint8Array> {
  if (missing.size === 0) return;
  const stored = await context.repository.openSnapshotCommit(commit);
  for (const list of [renderList(stored.snapshot.entries), renderList(await context.itemsOf(commit))]) {
    if (missing.delete(digestOf(list))) yield list;
  }
  yield* artefactsOf(stored, missing);
}

/** So many artefacts are opened in one go. */
const BATCH = 100;

async function* artefactsOf(stored: StoredArtefacts, missing: Set<string>): AsyncGenerator<Uint8Array> {
  const wanted = stored.snapshot.entries.filter(({ digest }) => missing.delete(digest));
  for (let start = 0; start < wanted.length; start += BATCH) {
    const loaded = await stored.load(wanted.slice(start, start + BATCH).map(({ path }) => path));
    for (const files of loaded.values()) yield renderPart(files);
  }
}
