import type { JoinOutcome } from "#services/ports/estate-remote";
import { listCommits } from "#services/stores/git/commit-history";
import type { GitContext } from "#services/stores/git/git-context";
import { runGit } from "#services/stores/git/run-git";
import { verifyCommits } from "#services/stores/git/verify-commits";
import { readProposal } from "#services/stores/proposals/read-proposal";

type BaselineCommit = JoinOutcome["baselineCommits"][number];

/**
 * Finds what was done to baselines on the forge since the store's `main`: each commit of its first line of descent that changed one
 * against its first parent, and that is not Lockstep's own move of a baseline. Oldest first.
 */
export async function findBaselineCommits(
  context: GitContext,
  forge: string,
  store: string,
): Promise<readonly BaselineCommit[]> {
  const range = ["--first-parent", "--reverse", forge, `^${store}`];
  const args = ["log", "-z", "--format=%x01%H", "--name-only", "--no-renames", "-m", ...range, "--", "baselines/"];
  const output = (await runGit(context.gitDir, args, { maxBytes: 1024 ** 3 })).toString("utf8");
  const touching = output
    .split("\u0001")
    .filter((text) => text !== "")
    .map(parseTouched);
  const told: BaselineCommit[] = [];
  for (const touched of touching) {
    if (touched.engineIds.length > 0 && !(await isOwnMove(context, touched.commit))) told.push(touched);
  }
  return told;
}

/** Lockstep's own commit on `main`. A proposal is signed by it too, and stands there by somebody's hand. */
async function isOwnMove(context: GitContext, commit: string): Promise<boolean> {
  const [signature] = await verifyCommits(context, [commit]);
  return signature?.trusted === true && (await readProposal(context, commit)) === undefined;
}

/** A commit, then the paths that it touched. */
function parseTouched(text: string): BaselineCommit {
  const [head = "", ...paths] = text.split("\0").map((part) => part.replace(/^\n/, ""));
  const engines = paths.flatMap((path) => /^baselines\/([a-z0-9][a-z0-9-]{0,62})\//.exec(path)?.[1] ?? []);
  return { commit: head.slice(0, 40), engineIds: [...new Set(engines)].sort() };
}

/** Of commits that are new on the forge, whether one was made anew by a purge: it would bring back what was taken out. */
export async function holdsAnyOf(
  { gitDir }: GitContext,
  forge: string,
  store: string,
  commits: ReadonlySet<string>,
): Promise<boolean> {
  if (commits.size === 0) return false;
  const fresh = await listCommits(gitDir, [forge, `^${store}`, "--"]);
  return fresh.some(({ commit }) => commits.has(commit));
}
