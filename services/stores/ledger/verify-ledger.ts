import { LockstepError } from "#services/core/errors";
import { parseSealTrailers } from "#services/core/seal/seal-trailers";
import type { KeptHead, Ledger } from "#services/ports/estate-repository";
import { type CommitNote, listCommits } from "#services/stores/git/commit-history";
import type { GitContext } from "#services/stores/git/git-context";
import { LEDGER_REF, MAIN_REF } from "#services/stores/git/refs";
import { findCommit } from "#services/stores/git/resolve-commit";
import { verifyCommits } from "#services/stores/git/verify-commits";
import { findRollback } from "./find-rollback.js";
import { type MarkedRecord, openLedgerMark } from "./open-ledger-mark.js";
import { type SealedPlace, verifyChain } from "./verify-chain.js";

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
  const places = await verifyChain(context.gitDir, head);
  const commits = await listCommits(context.gitDir, ["--topo-order", "--reverse", head, "--"]);
  const end = places.at(-1);
  const problem =
    findSealFault(places, commits) ??
    (await findSignatureFault(context, commits)) ??
    (await findRollback(context.gitDir, marked, end && { commit: head, seal: end })) ??
    findMissingHead(places, kept);
  if (problem !== undefined) return { sound: false, problem };
  return { sound: true, records: places.length, head: end?.hash ?? null, rollback: rollbackOf(marked) };
}

/** A repository in which nothing was made yet has no records; an estate has at least the one of its making. */
async function judgeEmpty(gitDir: string, marked: MarkedRecord | undefined): Promise<LedgerVerdict> {
  if (marked === undefined && (await findCommit(gitDir, MAIN_REF)) === undefined) {
    return { sound: true, records: 0, head: null, rollback: rollbackOf(marked) };
  }
  return { sound: false, problem: "the ledger's branch is missing, although an estate stands here" };
}

function findMissingHead(places: readonly SealedPlace[], kept: readonly KeptHead[]): string | undefined {
  const missing = kept.find(({ seq, hash }) => places[seq]?.hash !== hash);
  if (missing === undefined) return undefined;
  const { seq, hash } = missing;
  const place = places[seq];
  return place === undefined
    ? `it ends before record ${seq}, which was noted as ${hash}: it was set back`
    : `${place.place}: record ${seq} is ${place.hash}, and was noted as ${hash}: the ledger was written anew`;
}

/** A machine that has marked no record cannot tell whether the ledger was set back. */
function rollbackOf(marked: MarkedRecord | undefined): "none" | "not-checked" {
  return marked === undefined ? "not-checked" : "none";
}

/** Holds the commits against the records: one each, in order, with the hash that the commit's signature covers. */
function findSealFault(places: readonly SealedPlace[], commits: readonly CommitNote[]): string | undefined {
  for (const [index, commit] of commits.entries()) {
    const place = places[index];
    const seal = parseSealTrailers(commit.message);
    if (commit.parents.length !== Math.min(index, 1)) return `the commit ${commit.commit} is not one link of a chain`;
    if (seal === undefined) return `the commit ${commit.commit} does not say which record it sealed`;
    if (place === undefined) return `record ${seal.seq}, sealed by the commit ${commit.commit}, is missing`;
    if (seal.seq !== place.seq || seal.hash !== place.hash) {
      return `${place.place} is not record ${seal.seq} as the commit ${commit.commit} sealed it`;
    }
  }
  const extra = places[commits.length];
  return extra === undefined ? undefined : `${extra.place}: record ${extra.seq} was sealed by no commit`;
}

async function findSignatureFault(context: GitContext, commits: readonly CommitNote[]): Promise<string | undefined> {
  const signatures = await verifyCommits(
    context,
    commits.map(({ commit }) => commit),
  );
  const index = signatures.findIndex(({ trusted }) => !trusted);
  const fault = signatures[index];
  return fault === undefined ? undefined : `record ${index}: its commit ${fault.commit} ${fault.fault}`;
}
