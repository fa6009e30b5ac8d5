import type { JoinOutcome } from "#services/ports/estate-remote";
import { listCommits } from "#services/stores/git/commit-history";
import type { GitContext } from "#services/stores/git/git-context";
import { runGit } from "#services/stores/git/run-git";
import { verifyCommits } from "#services/stores/git/verify-commits";
import { readProposal } from "#services/stores/proposals/read-proposal";
import { keptPathOf } from "./kept-paths.js";
import { shownPaths } from "./shown-paths.js";

/** What was done on the forge and does not count. */
export type OverruledCommits = Pick<JoinOutcome, "baselineCommits" | "keptCommits">;

/**
 * Finds what was done on the forge since the store's `main` to baselines and to the other files that the store keeps: each commit of its
 * first line of descent that changed one against its first parent, and that is not Lockstep's own. Oldest first.
 */
export async function findOverruledCommits(
  context: GitContext,
  forge: string,
  store: string,
): Promise<OverruledCommits> {
  const range = ["--first-parent", "--reverse", forge, `^${store}`];
  const paths = ["baselines/", "estate.yaml", "policy/"];
  const args = ["log", "-z", `--format=${HEAD}%H`, "--name-only", "--no-renames", "-m", ...range, "--", ...paths];
  const output = (await runGit(context.gitDir, args, { maxBytes: 1024 ** 3 })).toString("utf8");
  const touching = parseTouching(output);
  const told: Touched[] = [];
  for (const touched of touching) {
    if (touched.engineIds.length + touched.paths.length === 0) continue;
    if (!(await isOwnMove(context, touched.commit))) told.push(touched);
  }
  return {
    baselineCommits: told
      .filter(({ engineIds }) => engineIds.length > 0)
      .map(({ commit, engineIds }) => ({ commit, engineIds })),
    keptCommits: told.filter(({ paths }) => paths.length > 0).map(({ commit, paths }) => ({ commit, paths })),
  };
}

interface Touched {
  readonly commit: string;
  readonly engineIds: readonly string[];
  /** What is kept but no baseline. */
  readonly paths: readonly string[];
}

/** Lockstep's own commit on `main`. A proposal is signed by it too, and stands there by somebody's hand. */
async function isOwnMove(context: GitContext, commit: string): Promise<boolean> {
  const [signature] = await verifyCommits(context, [commit]);
  return signature?.trusted === true && (await readProposal(context, commit)) === undefined;
}

/** No path begins with it, whatever it is called. */
const HEAD = "//";

/** Each commit, followed by the paths that it touched. */
function parseTouching(output: string): readonly Touched[] {
  const pathsOf = new Map<string, string[]>();
  let paths: string[] = [];
  for (const part of output.split("\0").map((text) => text.replace(/^\n/, ""))) {
    if (part.startsWith(HEAD)) {
      paths = [];
      pathsOf.set(part.slice(HEAD.length), paths);
    } else paths.push(part);
  }
  return [...pathsOf].map(([commit, touched]) => touchedBy(commit, touched));
}

function touchedBy(commit: string, touched: readonly string[]): Touched {
  const engines = touched.flatMap((path) => /^baselines\/([a-z0-9][a-z0-9-]{0,62})\//.exec(path)?.[1] ?? []);
  const kept = touched.flatMap((path) => keptPathOf(path) ?? []).filter((path) => path !== "baselines");
  return {
    commit,
    engineIds: [...new Set(engines)].sort(),
    paths: shownPaths([...new Set(kept)].sort()),
  };
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
