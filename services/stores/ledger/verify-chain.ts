import type { LedgerRecord } from "#schemas/ledger-record";
import { LockstepError } from "#services/core/errors";
import { parseRecord } from "#services/core/seal/parse-record";
import { canonicalText, FIRST_TYPE, hashRecord } from "#services/core/seal/seal-record";
import { digestOf } from "#services/core/text/digest";
import { listTree, type TreeItem } from "#services/stores/git/list-tree";
import { readObjects } from "#services/stores/git/read-objects";
import { findDay, indexLine, indexPath, isIndexed } from "./ledger-paths.js";
import { occasionLine, occasionOf, occasionPath } from "./occasion-index.js";
import { walkLines } from "./read-records.js";

/** A record that fits the chain, and where it stands. */
export interface SealedPlace {
  readonly seq: number;
  readonly hash: string;
  readonly place: string;
}

/**
 * Walks every line of the ledger as it stands at a commit: canonical form, hash, number, link; then the indexes and the
 * files that records name by digest.
 *
 * @throws LockstepError `ledger-broken` with the first place that does not fit
 */
export async function verifyChain(gitDir: string, head: string): Promise<readonly SealedPlace[]> {
  const files = await listTree(gitDir, head, "files");
  const days = files.filter(({ path }) => findDay(path) !== undefined);
  const places: SealedPlace[] = [];
  const indexes = new Map<string, string>();
  const attached = new Map<string, string>();
  for await (const { text, place } of walkLines(gitDir, days)) {
    const record = checkLine(text, place, places.at(-1));
    places.push({ seq: record.seq, hash: record.hash, place });
    const path = indexPath(record.type);
    const day = findDay(place.split(" ")[0] ?? "") ?? "";
    if (isIndexed(record.type)) indexes.set(path, (indexes.get(path) ?? "") + indexLine(record.seq, day));
    const of = occasionOf(record);
    if (of !== undefined) {
      const file = occasionPath(of);
      indexes.set(file, (indexes.get(file) ?? "") + occasionLine({ ...of, seq: record.seq }));
    }
    for (const { path: file, digest } of findAttachments(record)) attached.set(file, digest);
  }
  await checkOtherFiles(
    gitDir,
    files.filter(({ path }) => findDay(path) === undefined),
    indexes,
    attached,
  );
  return places;
}

function checkLine(text: string, place: string, previous: SealedPlace | undefined): LedgerRecord {
  const record = parseRecord(text, place);
  const seq = previous === undefined ? 0 : previous.seq + 1;
  if (canonicalText(record) !== text) throw broken(`${place} is not in canonical form: it was edited`);
  if (hashRecord(record) !== record.hash) {
    throw broken(`${place}: the content of record ${record.seq} does not fit its hash: it was edited`);
  }
  if (previous === undefined && record.type !== FIRST_TYPE) {
    throw broken(`${place}: the ledger does not begin with the making of the estate`);
  }
  if (record.seq !== seq) throw broken(`${place}: record ${seq} should stand here, but record ${record.seq} does`);
  if (record.previous !== (previous?.hash ?? null)) {
    throw broken(`${place}: record ${record.seq} does not link to the record before it`);
  }
  return record;
}

function findAttachments(record: LedgerRecord): readonly { readonly path: string; readonly digest: string }[] {
  const commits: unknown = record.type === "purge" ? record.body["commits"] : undefined;
  if (typeof commits !== "object" || commits === null) return [];
  const { path, digest } = commits as { path?: unknown; digest?: unknown };
  return typeof path === "string" && typeof digest === "string" ? [{ path, digest }] : [];
}

async function checkOtherFiles(
  gitDir: string,
  files: readonly TreeItem[],
  indexes: ReadonlyMap<string, string>,
  attached: ReadonlyMap<string, string>,
): Promise<void> {
  const found = new Set(files.map(({ path }) => path));
  const missing = [...indexes.keys(), ...attached.keys()].find((path) => !found.has(path));
  if (missing !== undefined) throw broken(`${missing} is missing`);
  const objects = await readObjects(
    gitDir,
    files.map(({ id }) => id),
  );
  for (const [index, { path }] of files.entries()) {
    const bytes = objects[index]?.bytes ?? Buffer.alloc(0);
    const sound = indexes.get(path) === bytes.toString("utf8") || attached.get(path) === digestOf(bytes);
    if (!sound) throw broken(`${path} does not fit the records`);
  }
}

function broken(problem: string): LockstepError {
  return new LockstepError("ledger-broken", problem);
}
