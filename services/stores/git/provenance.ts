import { isDeepStrictEqual } from "node:util";
import type { NodeFacts, Snapshot } from "#schemas/snapshot";
import { TOMBSTONE } from "#services/core/artefact/is-purged";
import { LockstepError } from "#services/core/errors";
import type { ItemProvenance, KnownItem } from "#services/ports/estate-repository";
import type { Manifest } from "./manifest.js";

/** What is known of a node beside its artefacts, outside digest and comparison. */
export interface StoredFacts {
  readonly engineId: string;
  readonly nodeId: string;
  readonly maskKeyId: string;
  readonly coverage: Snapshot["coverage"];
  readonly facts: NodeFacts;
}

/** Where provenance stands: only on `observed/…`, so that a baseline never carries it. */
export const PROVENANCE_FOLDER = "provenance";
export const FACTS_PATH = `${PROVENANCE_FOLDER}/facts.json`;
export const ITEMS_PATH = `${PROVENANCE_FOLDER}/items.jsonl`;

const FACTS_SCHEMA = "lockstep/facts@1";

/** Writes the facts of a snapshot. */
export function renderFacts({ engineId, nodeId, maskKeyId, coverage, facts }: StoredFacts): string {
  return `${JSON.stringify({ schema: FACTS_SCHEMA, engineId, nodeId, maskKeyId, coverage, facts }, null, 2)}\n`;
}

/** Reads the facts of a snapshot. @throws LockstepError `store-unsound` */
export function parseFacts(text: string): StoredFacts {
  const value = parseJson(text) as StoredFacts & { schema?: string };
  if (value.schema !== FACTS_SCHEMA) throw new LockstepError("store-unsound", "the facts of a snapshot have no header");
  return value;
}

/** Writes one export item a line, with the paths of what it held. */
export function renderItems(items: readonly ItemProvenance[]): string {
  return items
    .map(({ source, rawDigest, mark, entries, provenance }) => {
      const paths = entries.map(({ path }) => path);
      return `${JSON.stringify({ source, rawDigest, mark, entries: paths, provenance })}\n`;
    })
    .join("");
}

/** Reads the export items of a snapshot whose artefacts the manifest still names. @throws LockstepError `store-unsound` */
export function parseItems(text: string, manifest: Manifest): readonly KnownItem[] {
  if (text === TOMBSTONE) return [];
  const byPath = new Map(manifest.entries.map((entry) => [entry.path, entry]));
  const lines = text.split("\n").filter((line) => line !== "");
  return lines.flatMap((line) => {
    const item = parseJson(line) as Omit<KnownItem, "entries"> & { entries: readonly string[] };
    const entries = item.entries.flatMap((path) => byPath.get(path) ?? []);
    if (entries.length !== item.entries.length) return [];
    const { rawDigest, mark, provenance } = item;
    return [{ rawDigest, ...(mark === undefined ? {} : { mark }), entries, provenance }];
  });
}

/**
 * True where a read says more of a node than the last snapshot does. A clock that trembles, a queue that fills and events
 * that come and go are different at every look: alone, they make no commit.
 */
export function isNewsOfNode(last: StoredFacts, now: StoredFacts): boolean {
  return (
    last.maskKeyId !== now.maskKeyId ||
    !isDeepStrictEqual(asJson(last.coverage), asJson(now.coverage)) ||
    !isDeepStrictEqual(steady(last.facts), steady(now.facts)) ||
    Math.abs((last.facts.clockSkewMs ?? 0) - (now.facts.clockSkewMs ?? 0)) >= 1000 ||
    Math.abs(Date.parse(last.facts.startedAt ?? "") - Date.parse(now.facts.startedAt ?? "")) >= 1000
  );
}

function steady({ clockSkewMs, startedAt, events, eventsFrom, operability, ...facts }: NodeFacts): unknown {
  return asJson({
    ...facts,
    measured: clockSkewMs !== undefined,
    hasStart: startedAt !== undefined,
    operability: operability?.map(({ queued, ...fact }) => ({ ...fact, counted: queued !== undefined })),
  });
}

function asJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new LockstepError("store-unsound", "the provenance of a snapshot is not JSON");
  }
}
