import canonicalize from "canonicalize";
import { digestOf } from "../text/digest.js";

/** One step of a change, already normalised and masked: `from` and `to` are `null` where the path is absent. */
export interface ChangeOperation {
  readonly path: string;
  readonly from: string | null;
  readonly to: string | null;
}

export interface ChangeSet {
  /** What was changed, in names that are the same before and after the change, for example engine, kind and key. */
  readonly scope: Readonly<Record<string, string | null>>;
  /** Content address before the change; `null` where the artefact was absent. */
  readonly fromDigest: string | null;
  readonly toDigest: string | null;
  /** The reader that both digests come from, for example `mirth-connect/1`. */
  readonly dialect: string;
  readonly ops: readonly ChangeOperation[];
}

/**
 * The address of a change: `sha256:` and 64 hex digits over the canonical JSON (RFC 8785) of its content.
 *
 * It goes into a ticket before approval, and shows afterwards that exactly this was done. Neither time, person nor node
 * enters it, and the order in which operations are listed does not matter.
 */
export function changeDigest({ scope, fromDigest, toDigest, dialect, ops }: ChangeSet): string {
  const ordered = ops
    .map(({ path, from, to }) => ({ path, from, to }))
    .sort((a, b) => compareText(a.path, b.path) || compareText(`${a.from}\0${a.to}`, `${b.from}\0${b.to}`));
  const canonical = canonicalize({ v: 1, scope, fromDigest, toDigest, normaliserVersion: dialect, ops: ordered });
  return digestOf(canonical ?? "");
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
