import type { Engine, EngineNode } from "#schemas/estate";
import type { ArtefactEntry, Coverage, NodeFacts, Snapshot } from "#schemas/snapshot";
import { mergeAllFacts } from "#services/core/artefact/merge-facts";
import { nameActors } from "#services/core/artefact/name-actors";
import { type WrittenExport, writeDownExport } from "#services/core/artefact/write-down-export";
import type { Dialect, ExportItem } from "#services/core/dialect";
import { LockstepError } from "#services/core/errors";
import type { Mask } from "#services/core/mask";
import type { Problem } from "#services/core/readiness/readiness-input";
import { takeSnapshot } from "#services/core/take-snapshot";
import type { Connector, ReadRequest } from "#services/ports/connector";
import type {
  EstateRepository,
  ItemProvenance,
  Ledger,
  SnapshotRef,
  SnapshotWriter,
} from "#services/ports/estate-repository";
import type { ExportWriter } from "#services/ports/export-writer";
import { findSetBack } from "./find-set-back.js";
import { readRequest } from "./read-request.js";

export interface CollectionContext {
  readonly repository: EstateRepository;
  readonly ledger: Ledger;
  readonly connector: Connector;
  readonly dialect: Dialect;
  readonly mask: Mask;
  readonly now: () => Date;
  readonly passwordOf: (node: EngineNode) => string | undefined;
  readonly storeMessageTemplates: boolean;
  /** Where export items are parsed. Default: in this thread. */
  readonly exportWriter?: ExportWriter;
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
    const reading = await readAll(await readRequest(engine, node, serverId, context), writer, context);
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

async function readAll(request: ReadRequest, writer: SnapshotWriter, context: CollectionContext): Promise<Reading> {
  const entries: ArtefactEntry[] = [];
  const items: ItemProvenance[] = [];
  const unread: Coverage["unread"] = [];
  const facts: NodeFacts[] = [];
  const identities = new Set<string>();
  for await (const step of context.connector.read(request)) {
    if (step.type === "unread") unread.push({ source: step.source, code: step.code, message: step.message });
    else if (step.type === "facts") facts.push(step.facts);
    else {
      const taken = await takeItem(step.item, { writer, identities }, context);
      unread.push(...taken.repeated);
      entries.push(...taken.provenance.entries);
      items.push(taken.provenance);
      facts.push(taken.facts);
    }
  }
  return { entries, items, unread, facts: nameActors(mergeAllFacts(facts)) };
}

interface TakenItem {
  readonly provenance: ItemProvenance;
  readonly facts: NodeFacts;
  /** Artefacts whose identity another one has already; they are told, not stored. */
  readonly repeated: Coverage["unread"];
}

interface Taking {
  readonly writer: SnapshotWriter;
  /** Keys and folders of all artefacts taken so far. */
  readonly identities: Set<string>;
}

/** An item whose bytes were seen before is taken over as it is; only a new one is parsed. */
async function takeItem(item: ExportItem, taking: Taking, context: CollectionContext): Promise<TakenItem> {
  const { writer } = taking;
  const rawDigest = digestRaw(item, context);
  const known = writer.known.get(rawDigest);
  if (known !== undefined && !known.entries.some((entry) => isRepeated(entry, taking))) {
    for (const entry of known.entries) await writer.keep(entry.path, entry.digest);
    remember(known.entries, taking);
    return { provenance: { source: item.source, ...known }, facts: {}, repeated: [] };
  }
  const { artefacts, facts } = await writeItem(item, context);
  const entries: ArtefactEntry[] = [];
  const repeated: Coverage["unread"] = [];
  const provenance: Record<string, Readonly<Record<string, string>>> = {};
  for (const { entry, files, provenance: stamps } of artefacts) {
    if (isRepeated(entry, taking)) {
      repeated.push({ source: entry.kind, code: "answer-unexpected", message: repeatedIdentity(entry) });
      continue;
    }
    await writer.put(entry.path, files);
    remember([entry], taking);
    entries.push(entry);
    if (Object.keys(stamps).length > 0) provenance[entry.path] = stamps;
  }
  // An item that also tells facts, or a repeated identity, is read anew each time: those are not kept with it.
  const isWhole = Object.keys(facts).length === 0 && repeated.length === 0;
  return {
    provenance: { source: item.source, rawDigest: isWhole ? rawDigest : "", entries, provenance },
    facts,
    repeated,
  };
}

/** Two artefacts with one identity, or one folder: the first is kept, but neither can be trusted to be the one compared. */
function isRepeated(entry: ArtefactEntry, { identities }: Taking): boolean {
  return identitiesOf(entry).some((identity) => identities.has(identity));
}

function remember(entries: readonly ArtefactEntry[], { identities }: Taking): void {
  for (const identity of entries.flatMap(identitiesOf)) identities.add(identity);
}

function identitiesOf({ kind, key, path }: ArtefactEntry): readonly string[] {
  return [`key ${kind}\0${key}`, `path ${path}`];
}

function repeatedIdentity({ path }: ArtefactEntry): string {
  return `one identity stands for two artefacts: ${path}`;
}

/** Over everything that decides what the item's artefacts are: its source, its bytes, and what may be stored of it. */
function digestRaw(item: ExportItem, context: CollectionContext): string {
  const prefix = `${item.source}\0${context.storeMessageTemplates ? "templates" : ""}\0`;
  return context.mask.digest(prefix, item.bytes);
}

async function writeItem(item: ExportItem, context: CollectionContext): Promise<WrittenExport> {
  const { dialect, mask, storeMessageTemplates, exportWriter } = context;
  if (exportWriter !== undefined) return exportWriter.write(item, { product: dialect.product, storeMessageTemplates });
  return writeDownExport(item, { dialect, mask, storeMessageTemplates, scope: "server" });
}
