import type { LedgerHead } from "#services/core/notices/letter";
import { parseSealTrailers } from "#services/core/seal/seal-trailers";
import { readObjects } from "#services/stores/git/read-objects";
import { LEDGER_REF } from "#services/stores/git/refs";
import { findCommit } from "#services/stores/git/resolve-commit";

/** Where the ledger ends now; `undefined` where there is none, or its newest commit does not say which record it sealed. */
export async function readHead(gitDir: string): Promise<LedgerHead | undefined> {
  const commit = await findCommit(gitDir, LEDGER_REF);
  if (commit === undefined) return undefined;
  const [object] = await readObjects(gitDir, [commit]);
  const seal = parseSealTrailers(object?.bytes.toString("utf8") ?? "");
  return seal && { seq: seal.seq, hash: seal.hash, commit };
}
