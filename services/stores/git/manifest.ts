import type { ArtefactEntry, Snapshot } from "#schemas/snapshot";
import { LockstepError } from "#services/core/errors";
import { compareText } from "#services/core/text/compare-text";

/** What `manifest.jsonl` says: a header, then one artefact a line in order of path. The same on a baseline and a snapshot. */
export interface Manifest {
  readonly product: string;
  readonly dialect: string;
  readonly digest: string;
  readonly entries: readonly ArtefactEntry[];
}

/** Where it stands below the root of a snapshot or baseline. */
export const MANIFEST_PATH = "manifest.jsonl";

const MANIFEST_SCHEMA = "lockstep/manifest@1";

/** Writes the manifest of a snapshot: the same snapshot gives the same bytes. */
export function renderManifest(snapshot: Manifest): string {
  const { product, dialect, digest } = snapshot;
  const entries = sortEntries(snapshot.entries).map(({ kind, key, name, alias, path, digest: content, notices }) =>
    // What is not there is left out by JSON itself.
    JSON.stringify({ kind, key, name, alias, path, digest: content, notices }),
  );
  return [JSON.stringify({ schema: MANIFEST_SCHEMA, product, dialect, digest }), ...entries, ""].join("\n");
}

/** Reads a manifest; its shape is checked where the snapshot is put together. @throws LockstepError `store-unsound` */
export function parseManifest(text: string): Manifest {
  const [head, ...lines] = text.trimEnd().split("\n").map(parseLine);
  const header = head as Partial<Manifest> & { schema?: string };
  if (header.schema !== MANIFEST_SCHEMA) throw new LockstepError("store-unsound", "a manifest has no header");
  const { product = "", dialect = "", digest = "" } = header;
  return { product, dialect, digest, entries: lines as ArtefactEntry[] };
}

/** Entries in the order of a manifest. */
export function sortEntries(entries: Snapshot["entries"] | Manifest["entries"]): ArtefactEntry[] {
  return [...entries].sort((a, b) => compareText(a.path, b.path));
}

function parseLine(line: string, index: number): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new LockstepError("store-unsound", `line ${index + 1} of a manifest is not JSON`);
  }
}
