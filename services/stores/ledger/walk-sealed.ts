import { LockstepError } from "#services/core/errors";
import { parseSealTrailers } from "#services/core/seal/seal-trailers";
import { feedObjects } from "#services/stores/git/feed-objects";
import type { GitContext } from "#services/stores/git/git-context";
import { listTree } from "#services/stores/git/list-tree";
import { type CommitCheck, openCommitCheck } from "#services/stores/git/open-commit-check";
import { revList } from "#services/stores/git/rev-list";
import { createLateSeals } from "./late-seals.js";
import { findDay } from "./ledger-paths.js";
import { walkLines } from "./read-records.js";
import { createChainCheck, type SealedPlace } from "./verify-chain.js";

/** How far a ledger holds, and where it breaks first. */
export interface WalkedLedger {
  readonly records: number;
  readonly end: SealedPlace | undefined;
  readonly problem: string | undefined;
}

/**
 * Walks records and the commits that sealed them side by side, oldest first: one each, in order, with the hash that the commit's signature
 * covers. Nothing is kept of a record but where the noted ones stand.
 *
 * @throws LockstepError `key-missing`, `store-unsound`
 */
export async function walkSealed(
  context: GitContext,
  head: string,
  noted: Map<number, SealedPlace | undefined>,
): Promise<WalkedLedger> {
  const signatures = await openCommitCheck(context);
  let end: SealedPlace | undefined;
  const note = (place: SealedPlace): void => {
    end = place;
    if (noted.has(place.seq)) noted.set(place.seq, place);
  };
  const found = await findFault(context.gitDir, head, { signatures, note });
  // A signature of an earlier record, of which Git was not asked yet, comes first.
  const unsigned = await signatures.finish();
  const problem = unsigned === undefined ? found : await describeUnsigned(context.gitDir, unsigned);
  return { records: end === undefined ? 0 : end.seq + 1, end, problem };
}

async function describeUnsigned(
  gitDir: string,
  { commit, fault }: { readonly commit: string; readonly fault: string | undefined },
): Promise<string> {
  let before = -1;
  for await (const _ of revList(gitDir, [commit])) before += 1;
  return `record ${before}: its commit ${commit} ${fault}`;
}

interface Walk {
  readonly signatures: CommitCheck;
  readonly note: (place: SealedPlace) => void;
}

async function findFault(gitDir: string, head: string, { signatures, note }: Walk): Promise<string | undefined> {
  const files = await listTree(gitDir, head, "files");
  const isDay = ({ path }: { readonly path: string }): boolean => findDay(path) !== undefined;
  const commits = feedObjects(gitDir, revList(gitDir, ["--topo-order", "--reverse", head]));
  const chain = createChainCheck();
  const lateSeals = createLateSeals(signatures.signers);
  try {
    for await (const { text, place } of walkLines(gitDir, files.filter(isDay))) {
      const record = chain.take(text, place);
      note(record);
      const next = await commits.next();
      if (next.done === true) return `${place}: record ${record.seq} was sealed by no commit`;
      const object = (await next.value.whole()).toString("utf8");
      const fault = findSealFault(object, next.value.id, record);
      if (fault !== undefined) return fault;
      if ((await signatures.take(next.value.id, object)) !== undefined) return undefined;
      if (lateSeals.isLate(object)) {
        return `record ${record.seq}: its commit ${next.value.id} is signed by a key that had ended when the record before it was made`;
      }
    }
    await chain.finish(
      gitDir,
      files.filter((file) => !isDay(file)),
    );
    const extra = await commits.next();
    if (extra.done === true) return undefined;
    return findSealFault((await extra.value.whole()).toString("utf8"), extra.value.id, undefined);
  } catch (error) {
    if (error instanceof LockstepError && error.code === "ledger-broken") return error.message;
    throw error;
  } finally {
    await commits.return();
  }
}

function findSealFault(object: string, commit: string, place: SealedPlace | undefined): string | undefined {
  const blank = object.indexOf("\n\n");
  const parents = object.slice(0, blank).match(/^parent /gm)?.length ?? 0;
  const seal = parseSealTrailers(object.slice(blank));
  if (parents !== (place?.seq === 0 ? 0 : 1)) return `the commit ${commit} is not one link of a chain`;
  if (seal === undefined) return `the commit ${commit} does not say which record it sealed`;
  if (place === undefined) return `record ${seal.seq}, sealed by the commit ${commit}, is missing`;
  if (seal.seq === place.seq && seal.hash === place.hash) return undefined;
  return `${place.place} is not record ${seal.seq} as the commit ${commit} sealed it`;
}
