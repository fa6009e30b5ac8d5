import { createHash, type Hash } from "node:crypto";
import type { LedgerRecord } from "#schemas/ledger-record";
import { findCountFault } from "#services/core/collection/find-count-fault";
import { LockstepError } from "#services/core/errors";
import { parseRecord } from "#services/core/seal/parse-record";
import { canonicalText, FIRST_TYPE, hashRecord } from "#services/core/seal/seal-record";
import { digestOf } from "#services/core/text/digest";
import type { TreeItem } from "#services/stores/git/list-tree";
import { streamObjects } from "#services/stores/git/read-objects";
import { findDay, indexLine, indexPath, isIndexed } from "./ledger-paths.js";
import { occasionLine, occasionOf, occasionPath } from "./occasion-index.js";

/** A record that fits the chain, and where it stands. */
export interface SealedPlace {
  readonly seq: number;
  readonly hash: string;
  readonly place: string;
}

/** Holds the lines of a ledger against each other as they come. Of a line nothing is kept but what the next one needs. */
export interface ChainCheck {
  /** Canonical form, hash, number, link. @throws LockstepError `ledger-broken` */
  take(text: string, place: string): SealedPlace;
  /** The indexes, and the files that records name by digest, as they stand at the same commit. @throws LockstepError `ledger-broken` */
  finish(gitDir: string, files: readonly TreeItem[]): Promise<void>;
}

export function createChainCheck(): ChainCheck {
  let last: SealedPlace | undefined;
  const indexes = new Map<string, Hash>();
  const monthEnds = new Map<string, Pick<LedgerRecord, "seq" | "hash">>();
  const attached = new Map<string, string>();
  const addTo = (path: string, line: string): void => {
    const hash = indexes.get(path) ?? createHash("sha256");
    indexes.set(path, hash.update(line));
  };
  return {
    take(text, place) {
      const record = checkLine(text, place, last);
      checkAnchor(record, place, monthEnds);
      checkCounts(record, place);
      monthEnds.set(record.at.slice(0, 7), { seq: record.seq, hash: record.hash });
      const day = findDay(place.split(" ")[0] ?? "") ?? "";
      if (isIndexed(record.type)) addTo(indexPath(record.type), indexLine(record.seq, day));
      const of = occasionOf(record);
      if (of !== undefined) addTo(occasionPath(of), occasionLine({ ...of, seq: record.seq }));
      for (const { path, digest } of findAttachments(record)) attached.set(path, digest);
      last = { seq: record.seq, hash: record.hash, place };
      return last;
    },
    async finish(gitDir, files) {
      const digests = [...indexes].map(([path, hash]) => [path, `sha256:${hash.digest("hex")}`] as const);
      await checkOtherFiles(gitDir, files, new Map(digests), attached);
    },
  };
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

/** An anchor says which record was the newest of a month; nobody may say it of another. */
function checkAnchor(
  { type, seq, body }: LedgerRecord,
  place: string,
  monthEnds: ReadonlyMap<string, Pick<LedgerRecord, "seq" | "hash">>,
): void {
  if (type !== "anchor") return;
  const month = String(body["month"]);
  const end = monthEnds.get(month);
  if (end !== undefined && end.seq === body["seq"] && end.hash === body["hash"]) return;
  const said = `record ${String(body["seq"])} with ${String(body["hash"])}`;
  const found = end === undefined ? "none stands before it" : `it was record ${end.seq} with ${end.hash}`;
  throw broken(
    `${place}: record ${seq}, the anchor of ${month}, names ${said} as the newest of that month, and ${found}`,
  );
}

/** A run says how many nodes it was to look at and what became of each: that adds up, whoever sealed it. */
function checkCounts(record: LedgerRecord, place: string): void {
  const fault = findCountFault(record);
  if (fault !== undefined) throw broken(`${place}: record ${record.seq}, a run, ${fault}`);
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
  let index = 0;
  for await (const object of streamObjects(
    gitDir,
    files.map(({ id }) => id),
  )) {
    const path = files[index++]?.path ?? "";
    const digest = digestOf(object?.bytes ?? Buffer.alloc(0));
    if (indexes.get(path) !== digest && attached.get(path) !== digest) throw broken(`${path} does not fit the records`);
  }
}

function broken(problem: string): LockstepError {
  return new LockstepError("ledger-broken", problem);
}
