import type { CollectionUpload, SignedUpload, UploadAnswer } from "#schemas/collection-upload";
import type { Engine } from "#schemas/estate";
import { checkUpload, collectorIn, engineOfUpload, type UploadExpected } from "#services/core/collection/check-upload";
import { parseUpload } from "#services/core/collection/parse-upload";
import { sealUpload } from "#services/core/collection/seal-upload";
import { LockstepError } from "#services/core/errors";
import { digestOf } from "#services/core/text/digest";
import type { AccountSealer } from "#services/ports/account-sealer";
import type { CollectionStore, IsSignedBy, KeptLook, KeptUpload, PartShelf } from "#services/ports/collection-store";
import type { EstateRepository } from "#services/ports/estate-repository";
import type { EnginesAtWork } from "./engines-at-work.js";
import { findWanted, replayLook } from "./replay-look.js";

export interface AcceptContext extends UploadExpected {
  readonly repository: EstateRepository;
  readonly store: CollectionStore;
  readonly shelf: PartShelf;
  readonly isSignedBy: IsSignedBy;
  readonly findPathFault: (path: string) => string | undefined;
  /** Gives what seals accounts of engines; `undefined`: they stand by name. @throws LockstepError `key-missing`, `estate-invalid` */
  readonly accountSealer: () => Promise<AccountSealer | undefined>;
  /** One upload of an engine at a time. */
  readonly atWork: EnginesAtWork;
}

/**
 * Takes what a collector hands in of one engine: its signature, whose it is and how old it is are settled before a byte of it is kept. What it saw is
 * written by the writer that every snapshot is written by. Handed in twice it changes nothing the second time.
 *
 * @throws LockstepError `upload-refused`, `upload-forged`, `upload-older`, `collector-unknown`, `collector-outdated`, `collector-clock`,
 * `mask-key-differs`
 */
export async function acceptUpload(signed: SignedUpload, context: AcceptContext): Promise<UploadAnswer> {
  const upload = parseUpload(signed.document);
  const collector = collectorIn(context.estate, context.collectorId);
  if (!(await context.isSignedBy(collector.publicKey, signed))) {
    throw new LockstepError("upload-forged", `It is not signed with the key of '${collector.id}'.`);
  }
  const engine = engineOfUpload(upload, context);
  checkUpload(upload, engine, context);
  return await context.atWork.inTurn(engine.id, () => keepInTurn(signed, upload, engine, context));
}

async function keepInTurn(
  signed: SignedUpload,
  upload: CollectionUpload,
  engine: Engine,
  context: AcceptContext,
): Promise<UploadAnswer> {
  const sealer = await context.accountSealer();
  // A digest or a signature of the names would let everybody who has the rest prove a guess at them.
  const digest = sealer === undefined ? digestOf(signed.document) : sealer.digest(signed.document);
  const sealed = sealer === undefined ? upload : sealUpload(upload, sealer.seal);
  await sealer?.keep();
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const last = await context.store.last(engine.id);
    if (last?.digest === digest) return { state: "known" };
    if (last !== undefined && last.upload.sequence >= upload.sequence)
      return await settleOlder(upload, digest, context);
    await assertNotOlder(upload, context);
    const parts = await findWanted(upload, engine, context);
    if (parts.length > 0) return { state: "wanted", parts: [...parts] };
    const looks: Record<string, KeptLook> = {};
    for (const look of sealed.looks) {
      if (look.state === "read") looks[look.nodeId] = await replayLook(look, sealed, engine, context);
    }
    const kept: KeptUpload = { upload: sealed, digest, keptAt: context.at.toISOString(), looks };
    if ((await context.store.keep(kept, sealer === undefined ? signed : undefined, last)) === "kept")
      return { state: "kept" };
  }
  throw new LockstepError("store-conflict", `What was handed in of '${engine.id}' was overtaken again and again.`);
}

const MOST_TRIES = 5;

/** What was kept before later ones is known; another one under its number is not what was kept. */
async function settleOlder(upload: CollectionUpload, digest: string, context: AcceptContext): Promise<UploadAnswer> {
  const [same] = await context.store.since(upload.engineId, upload.sequence - 1);
  if (same?.digest === digest) return { state: "known" };
  throw new LockstepError("upload-older", `A later one of '${upload.engineId}' was handed in before it.`);
}

/** A look that is put in behind the newest one would pass for what stands on the node now. */
async function assertNotOlder(upload: CollectionUpload, { repository }: AcceptContext): Promise<void> {
  for (const look of upload.looks) {
    if (look.state === "failed") continue;
    const held = await repository.openSnapshot(upload.engineId, look.nodeId);
    if (held === undefined || held.snapshot.takenAt <= look.takenAt) continue;
    throw new LockstepError("upload-older", `'${look.nodeId}' was looked at later than in what was handed in.`);
  }
}
