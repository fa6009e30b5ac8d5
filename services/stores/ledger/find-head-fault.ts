import { parseSealTrailers } from "#services/core/seal/seal-trailers";
import type { LedgerFault } from "#services/ports/estate-repository";
import type { GitContext } from "#services/stores/git/git-context";
import { readObjects } from "#services/stores/git/read-objects";
import { LEDGER_REF } from "#services/stores/git/refs";
import { findCommit } from "#services/stores/git/resolve-commit";
import { verifyCommits } from "#services/stores/git/verify-commits";
import { findRollback } from "./find-rollback.js";
import { type LedgerMark, type MarkedRecord, openLedgerMark } from "./open-ledger-mark.js";

/**
 * Says why the newest commit of the ledger cannot be trusted, or `undefined`: its signature covers all records before it,
 * and the mark of this machine tells whether it is the newest indeed. A mark that was left behind by a kill catches up.
 */
export async function findHeadFault(context: GitContext): Promise<LedgerFault | undefined> {
  const { gitDir, ledgerMarkFolder: folder } = context;
  const mark = folder === undefined ? undefined : openLedgerMark(folder);
  const marked = await mark?.read();
  const commit = await findCommit(gitDir, LEDGER_REF);
  if (commit === undefined) return { code: "ledger-broken", problem: "it is empty" };
  const [signature] = await verifyCommits(context, [commit]);
  const [object] = await readObjects(gitDir, [commit]);
  const seal = parseSealTrailers(object?.bytes.toString("utf8") ?? "");
  if (signature?.trusted !== true) return broken(commit, signature?.fault ?? "", seal);
  if (seal === undefined) return broken(commit, "does not say which record it sealed");
  const rollback = await findRollback(gitDir, marked, { commit, seal });
  if (rollback !== undefined) return { code: "ledger-rolled-back", problem: rollback };
  if (mark !== undefined && marked !== undefined && marked.seq < seal.seq) await catchUp(mark, seal);
  return undefined;
}

function broken(commit: string, fault: string, seal?: Pick<MarkedRecord, "seq">): LedgerFault {
  const sealing = seal === undefined ? "" : `, that of record ${seal.seq},`;
  return { code: "ledger-broken", problem: `its newest commit ${commit}${sealing} ${fault}`.trim() };
}

/** Who may only read here leaves the mark to the writers. */
async function catchUp(mark: LedgerMark, seal: MarkedRecord): Promise<void> {
  await mark.raise(seal).catch((error: NodeJS.ErrnoException) => {
    if (!["EACCES", "EPERM", "EROFS"].includes(error.code ?? "")) throw error;
  });
}
