import type { CollectionPlan, PlannedEngine } from "#schemas/collection-plan";
import type { CollectedLook, CollectionUpload, SignedUpload } from "#schemas/collection-upload";
import { type CollectedItem, renderList } from "#services/core/collection/look-parts";
import { parseUpload, renderUpload } from "#services/core/collection/parse-upload";
import type { Mask } from "#services/core/mask";
import { digestOf } from "#services/core/text/digest";
import type { CollectionSpool } from "#services/ports/collection-spool";
import type { EstateRepository } from "#services/ports/estate-repository";
import type { LookTaken } from "./look-taken.js";

export interface UploadContext {
  readonly spool: CollectionSpool;
  readonly repository: EstateRepository;
  readonly mask: Mask;
  readonly now: () => Date;
  /** The export items of a snapshot of the collector's own store. */
  readonly itemsOf: (commit: string) => Promise<readonly CollectedItem[]>;
  readonly sign: (document: string) => Promise<SignedUpload>;
}

interface UploadAbout {
  readonly planned: PlannedEngine;
  readonly plan: CollectionPlan;
  readonly skewMs: number | undefined;
}

/** Writes down what was seen of an engine, signs it and lets it wait: from here on it is kept until the service has it. */
export async function writeUpload(
  looks: readonly LookTaken[],
  { planned, plan, skewMs }: UploadAbout,
  context: UploadContext,
): Promise<void> {
  const { spool, mask, sign } = context;
  const engineId = planned.engine.id;
  const at = context.now().toISOString();
  const sequence = Math.max(Date.parse(at), planned.held + 1, ((await spool.waiting(engineId)).at(-1) ?? 0) + 1);
  const dropped = await spool.dropped(engineId);
  const upload: CollectionUpload = {
    schema: "lockstep/collection-upload@1",
    estate: plan.estate,
    collector: plan.collector,
    engineId,
    product: planned.engine.product,
    dialect: planned.dialect,
    maskKeyId: mask.keyId,
    sequence,
    at,
    ...(skewMs === undefined ? {} : { clockSkewMs: skewMs }),
    looks: await Promise.all(looks.map((look) => writeLook(look, context))),
    ...(dropped === undefined ? {} : { dropped }),
  };
  const document = renderUpload(upload);
  // What the service would refuse for its form must be seen here, where somebody can do something about it.
  parseUpload(document);
  const signed = await sign(document);
  const { dialect } = planned;
  const waits = { engineId, sequence, at, dialect, signed, commits: commitsOf(looks) };
  await spool.put(dropped === undefined ? waits : { ...waits, dropped }, plan.limits.spoolLooks);
}

async function writeLook({ node, at, collection }: LookTaken, context: UploadContext): Promise<CollectedLook> {
  if (collection.state === "failed") {
    const { code, message, remedy } = collection.problem;
    const problem = { code, message: message.slice(0, 4000), ...(remedy === undefined ? {} : { remedy }) };
    return { nodeId: node.id, state: "failed", at, problem };
  }
  const { snapshot, ref } = collection;
  const stored = await context.repository.openSnapshotCommit(ref.commit);
  return {
    nodeId: node.id,
    state: "read",
    takenAt: snapshot.takenAt,
    manifest: digestOf(renderList(stored.snapshot.entries)),
    items: digestOf(renderList(await context.itemsOf(ref.commit))),
    coverage: snapshot.coverage,
    facts: snapshot.facts,
  };
}

function commitsOf(looks: readonly LookTaken[]): Record<string, string> {
  return Object.fromEntries(
    looks.flatMap(({ node, collection }) =>
      collection.state === "read" ? [[node.id, collection.ref.commit] as const] : [],
    ),
  );
}
