import type { ArtefactEntry, Coverage, NodeFacts } from "#schemas/snapshot";
import { type WrittenExport, writeDownExport } from "#services/core/artefact/write-down-export";
import type { Dialect, ExportItem } from "#services/core/dialect";
import { LockstepError } from "#services/core/errors";
import type { Mask } from "#services/core/mask";
import type { MarkedItem } from "#services/ports/connector";
import type { ItemProvenance, KnownItem, SnapshotWriter } from "#services/ports/estate-repository";
import type { ExportWriter } from "#services/ports/export-writer";

export interface TakingRules {
  readonly dialect: Dialect;
  readonly mask: Mask;
  readonly storeMessageTemplates: boolean;
  /** Whether accounts are sealed: what was stored when they were not is read anew. Default: no. */
  readonly isSealed?: boolean;
  /** Where export items are parsed. Default: in this thread. */
  readonly exportWriter?: ExportWriter;
}

export interface TakenItem {
  readonly provenance: ItemProvenance;
  readonly facts: NodeFacts;
  /** What cannot be taken: an item that the dialect refuses, artefacts whose identity another one has. Told, not stored. */
  readonly unread: Coverage["unread"];
}

/** One snapshot as its items come in. */
export interface Taking {
  readonly rules: TakingRules;
  readonly writer: SnapshotWriter;
  /** Keys and folders of all artefacts taken so far. */
  readonly identities: Set<string>;
  /** What earlier snapshots hold, by the digest of the mark that the engine gave it. */
  readonly marked: ReadonlyMap<string, KnownItem>;
}

export function beginTaking(writer: SnapshotWriter, rules: TakingRules): Taking {
  const marked = [...writer.known.values()].flatMap((item) =>
    item.mark === undefined ? [] : [[item.mark, item] as const],
  );
  return { rules, writer, identities: new Set(), marked: new Map(marked) };
}

/** Whether an item that the engine marks so was read before and can be taken over without its bytes. */
export function isKnown(item: MarkedItem, { marked, rules }: Taking): boolean {
  return marked.has(digestMark(item, rules));
}

/** Takes over what an earlier snapshot holds of an item that the engine says is unchanged. */
export async function keepItem(item: MarkedItem, taking: Taking): Promise<TakenItem> {
  const known = taking.marked.get(digestMark(item, taking.rules));
  if (known === undefined) throw new LockstepError("bug", `an item of ${item.source} was to be kept that nobody holds`);
  const entries = known.entries.filter((entry) => !isRepeated(entry, taking));
  const repeated = known.entries.filter((entry) => isRepeated(entry, taking)).map(tellRepeated);
  for (const entry of entries) await taking.writer.keep(entry.path, entry.digest);
  remember(entries, taking);
  const digests = repeated.length === 0 ? known : { rawDigest: "", provenance: known.provenance };
  return { provenance: { source: item.source, ...digests, entries }, facts: {}, unread: repeated };
}

/** An item whose bytes were seen before is taken over as it is; only a new one is parsed. */
export async function takeItem(
  { item, mark }: { readonly item: ExportItem; readonly mark?: string },
  taking: Taking,
): Promise<TakenItem> {
  const { writer, rules } = taking;
  const { source, origin } = item;
  const rawDigest = digestRaw(item, rules);
  const marking = mark === undefined ? {} : { mark: digestMark({ source, origin, mark }, rules) };
  const known = writer.known.get(rawDigest);
  if (known !== undefined && !known.entries.some((entry) => isRepeated(entry, taking))) {
    const { entries, provenance } = known;
    for (const entry of entries) await writer.keep(entry.path, entry.digest);
    remember(entries, taking);
    return { provenance: { source, rawDigest, ...marking, entries, provenance }, facts: {}, unread: [] };
  }
  const written = await writeItem(item, rules).catch(asRefused);
  if (written instanceof LockstepError) {
    const { code, message, ownRemedy } = written;
    const gap = { source, code, message };
    return {
      provenance: { source, rawDigest: "", entries: [], provenance: {} },
      facts: {},
      unread: [ownRemedy === undefined ? gap : { ...gap, remedy: ownRemedy }],
    };
  }
  const { artefacts, facts } = written;
  const entries: ArtefactEntry[] = [];
  const repeated: Coverage["unread"] = [];
  const provenance: Record<string, Readonly<Record<string, string>>> = {};
  for (const { entry, files, provenance: stamps } of artefacts) {
    if (isRepeated(entry, taking)) {
      repeated.push(tellRepeated(entry));
      continue;
    }
    await writer.put(entry.path, files);
    remember([entry], taking);
    entries.push(entry);
    if (Object.keys(stamps).length > 0) provenance[entry.path] = stamps;
  }
  // An item that also tells facts, or a repeated identity, is read anew each time: those are not kept with it.
  const isWhole = Object.keys(facts).length === 0 && repeated.length === 0;
  const digests = isWhole ? { rawDigest, ...marking } : { rawDigest: "" };
  return { provenance: { source, ...digests, entries, provenance }, facts, unread: repeated };
}

/** What one document is does not take the others with it; whatever else breaks ends the read. */
function asRefused(error: unknown): LockstepError {
  if (error instanceof LockstepError && REFUSALS.has(error.code)) return error;
  throw error;
}

const REFUSALS: ReadonlySet<string> = new Set([
  "export-malformed",
  "export-unsupported",
  "answer-too-large",
  "answer-truncated",
]);

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

function tellRepeated({ kind, path }: ArtefactEntry): Coverage["unread"][number] {
  const message = `one identity stands for two artefacts: ${path}`;
  return { source: kind, code: "answer-unexpected", message };
}

/** Over everything that decides what the item's artefacts are: where it stands, its bytes, and what may be stored of it. */
function digestRaw(item: ExportItem, { mask, storeMessageTemplates, isSealed }: TakingRules): string {
  const about = [item.source, item.origin, storeMessageTemplates, ...sealedMark(isSealed)];
  return mask.digest(JSON.stringify(about), "\0", item.bytes);
}

function digestMark({ source, origin, mark }: MarkedItem, rules: TakingRules): string {
  const { mask, storeMessageTemplates, isSealed } = rules;
  return mask.digest(JSON.stringify(["mark", source, origin, storeMessageTemplates, mark, ...sealedMark(isSealed)]));
}

/** Nothing where they are not, so that what is stored already is known again. */
function sealedMark(isSealed = false): readonly string[] {
  return isSealed ? ["accounts by pseudonym"] : [];
}

async function writeItem(item: ExportItem, rules: TakingRules): Promise<WrittenExport> {
  const { dialect, mask, storeMessageTemplates, exportWriter } = rules;
  if (exportWriter !== undefined) return exportWriter.write(item, { product: dialect.product, storeMessageTemplates });
  return writeDownExport(item, { dialect, mask, storeMessageTemplates, scope: "server" });
}
