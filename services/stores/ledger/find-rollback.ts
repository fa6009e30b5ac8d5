import { parseSealTrailers, type Seal } from "#services/core/seal/seal-trailers";
import { readObjects } from "#services/stores/git/read-objects";
import type { MarkedRecord } from "./open-ledger-mark.js";

/** The newest commit of a ledger and the record that it sealed. */
export interface SealedEnd {
  readonly commit: string;
  readonly seal: Pick<Seal, "seq" | "hash">;
}

/**
 * Says why a ledger with this end is not the one whose record was marked, or `undefined`. The mark has to be read before
 * the end: a record is marked only after it stands in the ledger, so that a writer at work raises no false alarm.
 */
export async function findRollback(
  gitDir: string,
  marked: MarkedRecord | undefined,
  end: SealedEnd | undefined,
): Promise<string | undefined> {
  if (marked === undefined) return undefined;
  if (end === undefined) return `it is gone, although record ${marked.seq} was seen in it`;
  const { commit, seal } = end;
  if (seal.seq < marked.seq) {
    return `it ends at record ${seal.seq}, although record ${marked.seq} was seen in it: it was set back`;
  }
  const hash = seal.seq === marked.seq ? seal.hash : await hashAt(gitDir, commit, seal.seq - marked.seq);
  if (hash === marked.hash) return undefined;
  return `its record ${marked.seq} is not the one that was seen in it: it was set back and written on`;
}

/** Each commit seals one record, so that a record so many back is a commit so many back. */
async function hashAt(gitDir: string, commit: string, back: number): Promise<string | undefined> {
  const [object] = await readObjects(gitDir, [`${commit}~${back}`]);
  return parseSealTrailers(object?.bytes.toString("utf8") ?? "")?.hash;
}
