import type { Engine, EngineNode } from "#schemas/estate";
import type { ArtefactEntry, Coverage, NodeFacts, Snapshot } from "#schemas/snapshot";
import { mergeAllFacts } from "#services/core/artefact/merge-facts";
import { nameActors } from "#services/core/artefact/name-actors";
import { sealStamps } from "#services/core/artefact/seal-stamps";
import { LockstepError } from "#services/core/errors";
import type { Problem } from "#services/core/readiness/readiness-input";
import { takeSnapshot } from "#services/core/take-snapshot";
import type { AccountSealer } from "#services/ports/account-sealer";
import type { KeptUpload } from "#services/ports/collection-store";
import type { Connector, ReadRequest } from "#services/ports/connector";
import type {
  EstateRepository,
  ItemProvenance,
  Ledger,
  SnapshotRef,
  SnapshotWriter,
} from "#services/ports/estate-repository";
import { findSetBack } from "./find-set-back.js";
import { readRequest } from "./read-request.js";
import { beginTaking, isKnown, keepItem, type TakingRules, takeItem } from "./take-item.js";

export interface CollectionContext extends TakingRules {
  readonly repository: EstateRepository;
  readonly ledger: Ledger;
  readonly connector: Connector;
  readonly now: () => Date;
  readonly passwordOf: (node: EngineNode) => string | undefined;
  readonly signal?: AbortSignal;
  readonly onProgress?: (step: { nodeId: string; source: string; bytes: number }) => void;
  /** Gives what seals accounts of engines; `undefined`, or left out: they stand by name. @throws LockstepError `key-missing`, `estate-invalid` */
  readonly accountSealer?: () => Promise<AccountSealer | undefined>;
  /** What the collector of the engine handed in last, where one reads it. */
  readonly handedIn?: KeptUpload | undefined;
}

/** What became of one attempt to read a node. */
export type Collection =
  | { readonly state: "read"; readonly snapshot: Snapshot; readonly ref: SnapshotRef }
  | { readonly state: "failed"; readonly problem: Problem };

/**
 * Reads one node and stores its snapshot. A node that cannot be read leaves nothing behind and is told as a problem: what
 * was not read is never taken for missing.
 */
export async function collectNode(engine: Engine, node: EngineNode, context: CollectionContext): Promise<Collection> {
  try {
    return await readAndStore(engine, node, context);
  } catch (error) {
    // A person's wish to stop is no fault of the node: it ends the run.
    if (!(error instanceof LockstepError) || context.signal?.aborted) throw error;
    return { state: "failed", problem: problemOf(error) };
  }
}

function problemOf({ code, message, ownRemedy }: LockstepError): Problem {
  return ownRemedy === undefined ? { code, message } : { code, message, remedy: ownRemedy };
}

async function readAndStore(engine: Engine, node: EngineNode, context: CollectionContext): Promise<Collection> {
  const { repository, dialect, mask } = context;
  const { setBack, serverId } = await findSetBack(engine.id, node.id, context);
  if (setBack !== undefined) throw new LockstepError(setBack.code, setBack.message);
  const writer = await repository.beginSnapshot({
    engineId: engine.id,
    nodeId: node.id,
    nodeIds: engine.nodes.map(({ id }) => id),
    dialect: dialect.version,
    maskKeyId: mask.keyId,
    ...(context.signal === undefined ? {} : { signal: context.signal }),
  });
  try {
    const takenAt = context.now().toISOString();
    const sealer = await context.accountSealer?.();
    const reading = await readAll(await readRequest(engine, node, serverId, context), writer, { ...context, sealer });
    await sealer?.keep();
    const snapshot = takeSnapshot({
      engineId: engine.id,
      nodeId: node.id,
      product: engine.product,
      dialect: dialect.version,
      takenAt,
      ...reading,
    });
    const ref = await writer.commit(snapshot, reading.items);
    return { state: "read", snapshot, ref };
  } catch (error) {
    await writer.abandon();
    throw error;
  }
}

interface Reading {
  readonly entries: ArtefactEntry[];
  readonly items: ItemProvenance[];
  readonly unread: Coverage["unread"];
  readonly facts: NodeFacts;
}

interface ReadingContext extends CollectionContext {
  readonly sealer: AccountSealer | undefined;
}

async function readAll(request: ReadRequest, writer: SnapshotWriter, context: ReadingContext): Promise<Reading> {
  const { sealer, dialect } = context;
  const entries: ArtefactEntry[] = [];
  const items: ItemProvenance[] = [];
  const unread: Coverage["unread"] = [];
  const facts: NodeFacts[] = [];
  const taking = beginTaking(writer, { ...context, isSealed: sealer !== undefined });
  for await (const step of context.connector.read({ ...request, known: (item) => isKnown(item, taking) })) {
    if (step.type === "unread") {
      const { type: _type, ...gap } = step;
      unread.push(gap);
    } else if (step.type === "facts") facts.push(step.facts);
    else {
      const taken = step.type === "kept" ? await keepItem(step.item, taking) : await takeItem(step, taking);
      unread.push(...taken.unread);
      const { entries: own, provenance } = taken.provenance;
      entries.push(...own);
      const stamps = sealer === undefined ? provenance : sealStamps(provenance, own, dialect, sealer.seal);
      items.push({ ...taken.provenance, provenance: stamps });
      facts.push(taken.facts);
    }
  }
  return { entries, items, unread, facts: nameActors(mergeAllFacts(facts), sealer?.seal) };
}
