import { LockstepError } from "#services/core/errors";
import type { KeptHead, Ledger } from "#services/ports/estate-repository";
import type { GitContext } from "#services/stores/git/git-context";
import { LEDGER_REF, MAIN_REF } from "#services/stores/git/refs";
import { findCommit } from "#services/stores/git/resolve-commit";
import { findRollback } from "./find-rollback.js";
import { type MarkedRecord, openLedgerMark } from "./open-ledger-mark.js";
import type { SealedPlace } from "./verify-chain.js";
import { walkSealed } from "./walk-sealed.js";

type LedgerVerdict = Awaited<ReturnType<Ledger["verify"]>>;

/**
 * Walks the whole ledger: each line, the chain of hashes, the commit that sealed each record, and every signature.
 * Says where it breaks first. `kept` are records that were noted elsewhere: a chain that is sound in itself and lacks one was written anew.
 */
export async function verifyLedger(context: GitContext, kept: readonly KeptHead[] = []): Promise<LedgerVerdict> {
  try {
    return await walkLedger(context, kept);
  } catch (error) {
    if (!(error instanceof LockstepError) || SAY_NOTHING_OF_IT.has(error.code)) throw error;
    return { sound: false, problem: error.message };
  }
}

/** What is amiss on this machine, and not in the ledger. */
const SAY_NOTHING_OF_IT: ReadonlySet<string> = new Set(["key-missing", "system-refused"]);

async function walkLedger(context: GitContext, kept: readonly KeptHead[]): Promise<LedgerVerdict> {
  const folder = context.ledgerMarkFolder;
  const marked = folder === undefined ? undefined : await openLedgerMark(folder).read();
  const head = await findCommit(context.gitDir, LEDGER_REF);
  if (head === undefined) return await judgeEmpty(context.gitDir, marked);
  const noted = new Map(kept.map(({ seq }) => [seq, undefined as SealedPlace | undefined]));
  const walked = await walkSealed(context, head, noted);
  const { end, records } = walked;
  const problem =
    walked.problem ??
    (await findRollback(context.gitDir, marked, end && { commit: head, seal: end })) ??
    findMissingHead(noted, kept);
  if (problem !== undefined) return { sound: false, problem };
  return { sound: true, records, head: end?.hash ?? null, rollback: rollbackOf(marked) };
}

/** A repository in which nothing was made yet has no records; an estate has at least the one of its making. */
async function judgeEmpty(gitDir: string, marked: MarkedRecord | undefined): Promise<LedgerVerdict> {
  if (marked === undefined && (await findCommit(gitDir, MAIN_REF)) === undefined) {
    return { sound: true, records: 0, head: null, rollback: rollbackOf(marked) };
  }
  return { sound: false, problem: "the ledger's branch is missing, although an estate stands here" };
}

function findMissingHead(
  noted: ReadonlyMap<number, SealedPlace | undefined>,
  kept: readonly KeptHead[],
): string | undefined {
  const missing = kept.find(({ seq, hash }) => noted.get(seq)?.hash !== hash);
  if (missing === undefined) return undefined;
  const { seq, hash } = missing;
  const place = noted.get(seq);
  return place === undefined
    ? `it ends before record ${seq}, which was noted as ${hash}: it was set back`
    : `${place.place}: record ${seq} is ${place.hash}, and was noted as ${hash}: the ledger was written anew`;
}

/** A machine that has marked no record cannot tell whether the ledger was set back. */
function rollbackOf(marked: MarkedRecord | undefined): "none" | "not-checked" {
  return marked === undefined ? "not-checked" : "none";
}
