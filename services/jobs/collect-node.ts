import type { Engine, EngineNode } from "#schemas/estate";
import type { ArtefactEntry, Coverage, NodeFacts, Snapshot } from "#schemas/snapshot";
import type { Dialect, ExportItem } from "#services/core/dialect";
import { digestArtefact } from "#services/core/digest-artefact";
import { LockstepError } from "#services/core/errors";
import { artefactFolder } from "#services/core/file-names";
import type { Mask } from "#services/core/mask";
import { mergeAllFacts } from "#services/core/merge-facts";
import { nameActors } from "#services/core/name-actors";
import { type NormalisedArtefact, normaliseExport } from "#services/core/normalise";
import type { Problem } from "#services/core/readiness-input";
import { renderArtefact } from "#services/core/render-artefact";
import { takeSnapshot } from "#services/core/take-snapshot";
import type { Connector } from "#services/ports/connector";
import type { EstateRepository, ItemProvenance, SnapshotRef, SnapshotWriter } from "#services/ports/estate-repository";

export interface CollectionContext {
  readonly repository: EstateRepository;
  readonly connector: Connector;
  readonly dialect: Dialect;
  readonly mask: Mask;
  readonly now: () => Date;
  readonly passwordOf: (node: EngineNode) => string | undefined;
  readonly storeMessageTemplates: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: (step: { nodeId: string; source: string; bytes: number }) => void;
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
    return { state: "failed", problem: { code: error.code, message: error.message } };
  }
}

async function readAndStore(engine: Engine, node: EngineNode, context: CollectionContext): Promise<Collection> {
  const { repository, dialect, mask } = context;
  const writer = await repository.beginSnapshot({
    engineId: engine.id,
    nodeId: node.id,
    nodeIds: engine.nodes.map(({ id }) => id),
    dialect: dialect.version,
    maskKeyId: mask.keyId,
  });
  try {
    const takenAt = context.now().toISOString();
    const reading = await readAll(engine, node, writer, context);
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

async function readAll(
  engine: Engine,
  node: EngineNode,
  writer: SnapshotWriter,
  context: CollectionContext,
): Promise<Reading> {
  const entries: ArtefactEntry[] = [];
  const items: ItemProvenance[] = [];
  const unread: Coverage["unread"] = [];
  const facts: NodeFacts[] = [];
  for await (const step of context.connector.read(await readRequest(engine, node, context))) {
    if (step.type === "unread") unread.push({ source: step.source, code: step.code, message: step.message });
    else if (step.type === "facts") facts.push(step.facts);
    else {
      const taken = await takeItem(step.item, writer, context);
      entries.push(...taken.provenance.entries);
      items.push(taken.provenance);
      facts.push(taken.facts);
    }
  }
  return { entries, items, unread, facts: nameActors(mergeAllFacts(facts)) };
}

async function readRequest(
  engine: Engine,
  node: EngineNode,
  context: CollectionContext,
): Promise<Parameters<Connector["read"]>[0]> {
  const password = context.passwordOf(node);
  const last = node.serverId === undefined ? await context.repository.openSnapshot(engine.id, node.id) : undefined;
  const expectedServerId = node.serverId ?? last?.snapshot.facts.serverId;
  const { onProgress } = context;
  return {
    node,
    now: context.now,
    ...(password === undefined ? {} : { password }),
    ...(expectedServerId === undefined ? {} : { expectedServerId }),
    ...(context.signal === undefined ? {} : { signal: context.signal }),
    ...(onProgress === undefined ? {} : { onProgress: (step) => onProgress({ nodeId: node.id, ...step }) }),
  };
}

interface TakenItem {
  readonly provenance: ItemProvenance;
  readonly facts: NodeFacts;
}

/** An item whose bytes were seen before is taken over as it is; only a new one is parsed. */
async function takeItem(item: ExportItem, writer: SnapshotWriter, context: CollectionContext): Promise<TakenItem> {
  const rawDigest = digestRaw(item, context);
  const known = writer.known.get(rawDigest);
  if (known !== undefined) {
    for (const entry of known.entries) await writer.keep(entry.path, entry.digest);
    return { provenance: { source: item.source, ...known }, facts: {} };
  }
  const { dialect, mask, storeMessageTemplates } = context;
  const { artefacts, facts } = normaliseExport(item, { dialect, mask, storeMessageTemplates, scope: "server" });
  const entries: ArtefactEntry[] = [];
  const provenance: Record<string, Readonly<Record<string, string>>> = {};
  for (const normalised of artefacts) {
    const entry = await putArtefact(normalised, writer, dialect);
    entries.push(entry);
    if (Object.keys(normalised.provenance).length > 0) provenance[entry.path] = normalised.provenance;
  }
  // An item that also tells facts is read anew each time: facts are not kept with it.
  const hasFacts = Object.keys(facts).length > 0;
  return { provenance: { source: item.source, rawDigest: hasFacts ? "" : rawDigest, entries, provenance }, facts };
}

/** Over everything that decides what the item's artefacts are: its source, its bytes, and what may be stored of it. */
function digestRaw(item: ExportItem, context: CollectionContext): string {
  const prefix = `${item.source}\0${context.storeMessageTemplates ? "templates" : ""}\0`;
  return context.mask.digest(prefix, item.bytes);
}

async function putArtefact(
  normalised: NormalisedArtefact,
  writer: SnapshotWriter,
  dialect: Dialect,
): Promise<ArtefactEntry> {
  const { artefact, notices } = normalised;
  const files = renderArtefact(artefact);
  const { kind, key, name } = artefact;
  const path = artefactFolder(dialect.folders[kind] ?? kind, name, key);
  await writer.put(path, files);
  const entry = { kind, key, name, path, digest: digestArtefact(files) };
  return notices.length > 0 ? { ...entry, notices: [...notices] } : entry;
}
