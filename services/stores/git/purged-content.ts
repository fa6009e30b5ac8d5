import { createHash } from "node:crypto";
import type { LedgerRecord } from "#schemas/ledger-record";
import { TOMBSTONE } from "#services/core/artefact/is-purged";
import type { Ledger } from "#services/ports/estate-repository";

/** The id Git gives a file's content. */
export function blobId(bytes: string | Uint8Array): string {
  const length = typeof bytes === "string" ? Buffer.byteLength(bytes) : bytes.length;
  return createHash("sha1").update(`blob ${length}\0`).update(bytes).digest("hex");
}

export const TOMBSTONE_ID = blobId(TOMBSTONE);

/** The body of a `purge` record. */
export interface PurgeBody {
  /** Blobs that are gone and must never come back. */
  readonly blobs: readonly string[];
  readonly reason: string;
  readonly tombstone: string;
  readonly refs: readonly { readonly ref: string; readonly from: string; readonly to: string }[];
  /** Baseline trees that stand for approved ones. */
  readonly trees: Readonly<Record<string, string>>;
  /** File on the ledger's branch with one `old new` commit pair a line, and its SHA-256. */
  readonly commits: { readonly path: string; readonly digest: string; readonly count: number };
}

/** What all purges so far removed and moved. */
export interface Purges {
  readonly blobs: ReadonlySet<string>;
  readonly bodies: readonly PurgeBody[];
}

/** Reads what was purged, oldest first. @throws LockstepError `ledger-broken` */
export async function readPurges(ledger: Pick<Ledger, "records">): Promise<Purges> {
  const bodies: PurgeBody[] = [];
  for await (const record of ledger.records({ type: "purge" })) bodies.unshift(purgeBody(record));
  return { blobs: new Set(bodies.flatMap(({ blobs }) => blobs)), bodies };
}

function purgeBody(record: LedgerRecord): PurgeBody {
  const { blobs, reason, tombstone, refs, trees, commits } = record.body as Partial<PurgeBody>;
  return {
    blobs: blobs ?? [],
    reason: reason ?? "",
    tombstone: tombstone ?? "",
    refs: refs ?? [],
    trees: trees ?? {},
    commits: commits ?? { path: "", digest: "", count: 0 },
  };
}
