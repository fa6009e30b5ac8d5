import { LockstepError } from "#services/core/errors";
import type { RemoteOutcome, RemoteUpdate } from "#services/ports/estate-remote";
import type { ForgeRemote } from "#services/ports/forge";
import type { GitContext } from "#services/stores/git/git-context";
import { checkObjectId } from "#services/stores/git/refs";
import { findCommit } from "#services/stores/git/resolve-commit";
import { verifyCommits } from "#services/stores/git/verify-commits";
import { parsePushOutcome } from "./parse-push-outcome.js";
import { remoteFailed } from "./remote-failed.js";
import { type RemoteCall, runRemoteGit } from "./run-remote-git.js";

/** What a push needs to know beside the branches. */
export interface PushContext {
  readonly context: GitContext;
  readonly call: RemoteCall;
  readonly remote: ForgeRemote;
  /** The branch of the estate: it only ever goes forwards. */
  readonly main: string;
}

/**
 * Moves branches of the forge, each from where it is known to be. A branch of a proposal is written anew where a commit of Lockstep's own
 * stands there; the branch of the estate is pushed plainly. One that the forge refuses keeps no other from moving.
 *
 * @throws LockstepError of family upstream
 */
export async function pushBranches(
  updates: readonly RemoteUpdate[],
  pushing: PushContext,
): Promise<readonly RemoteOutcome[]> {
  for (const update of updates) checkUpdate(update, pushing.main);
  const outcomes = new Map<string, RemoteOutcome>();
  for (const update of updates) {
    const fault = await findFault(update, pushing);
    if (fault !== undefined) outcomes.set(update.branch, { branch: update.branch, outcome: "refused", message: fault });
  }
  const open = (): RemoteUpdate[] => updates.filter(({ branch }) => !outcomes.has(branch));
  for (const outcome of await pushTogether(open(), pushing)) {
    // A hook refuses all of a push for the sake of one.
    if (outcome.outcome !== "refused" || updates.length === 1) outcomes.set(outcome.branch, outcome);
  }
  for (const update of open()) {
    for (const outcome of await pushTogether([update], pushing)) outcomes.set(outcome.branch, outcome);
  }
  return updates.map(
    ({ branch }) => outcomes.get(branch) ?? { branch, outcome: "refused", message: "git did not say" },
  );
}

function checkUpdate({ branch, from, to }: RemoteUpdate, main: string): void {
  if (!/^[A-Za-z0-9][A-Za-z0-9._/-]{0,199}$/.test(branch) || /\.\.|\/\/|\/\.|\.lock(\/|$)|[./]$/.test(branch)) {
    throw new LockstepError("bug", "a branch was to be pushed whose name is none");
  }
  if (branch === main && to === null) throw new LockstepError("bug", "the branch of the estate was to be deleted");
  for (const id of [from, to]) if (id !== null) checkObjectId(id);
}

/** A person's commits are never written over, whoever asks. */
async function findFault({ branch, from }: RemoteUpdate, { context, main }: PushContext): Promise<string | undefined> {
  if (branch === main || from === null) return undefined;
  const commit = await findCommit(context.gitDir, from);
  if (commit === undefined) return "the commit that stands there was never fetched";
  const [signature] = await verifyCommits(context, [commit]);
  return signature?.trusted === true ? undefined : "a commit stands there that Lockstep did not sign";
}

async function pushTogether(
  updates: readonly RemoteUpdate[],
  { call, remote, main }: PushContext,
): Promise<readonly RemoteOutcome[]> {
  if (updates.length === 0) return [];
  const leases = updates
    .filter(({ branch }) => branch !== main)
    .map(({ branch, from }) => `--force-with-lease=refs/heads/${branch}:${from ?? ""}`);
  const specs = updates.map(({ branch, to }) => `${to ?? ""}:refs/heads/${branch}`);
  const answer = await runRemoteGit(call, [...PUSH, ...leases, "--", remote.url, ...specs]);
  const said = parsePushOutcome(answer, remote.authorization);
  if (said.size === 0 && answer.code !== 0) throw remoteFailed(answer.stderr, remote.authorization);
  return updates.flatMap(({ branch }) => {
    const outcome = said.get(`refs/heads/${branch}`);
    return outcome === undefined ? [] : [{ branch, ...outcome }];
  });
}

const PUSH = [
  "push",
  "--porcelain",
  "--no-progress",
  "--no-verify",
  "--no-signed",
  "--no-follow-tags",
  "--no-recurse-submodules",
];
