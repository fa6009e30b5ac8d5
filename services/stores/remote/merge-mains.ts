import { escapeText } from "#services/core/text/escape-text";
import { findFolder } from "#services/stores/git/commit-baseline";
import { commitTree } from "#services/stores/git/commit-tree";
import type { GitContext } from "#services/stores/git/git-context";
import { listTree } from "#services/stores/git/list-tree";
import { makeTree } from "#services/stores/git/make-tree";
import { askGit, gitFailed, runGit, runGitLine } from "#services/stores/git/run-git";

/** Baselines move by a decision only: on either side, the store's are those that count. */
const BASELINES = "baselines";

/** A signed merge commit, or the paths that people must settle. */
export type MergeResult = { readonly commit: string } | { readonly conflicts: readonly string[] };

/** Merges the forge's `main` into the store's; below `baselines/` all stays as it is in the store. No reference moves. */
export async function mergeMains(
  context: GitContext,
  { store, forge, at }: { readonly store: string; readonly forge: string; readonly at: string },
): Promise<MergeResult> {
  const { gitDir } = context;
  // A commit of the forge's tree with the store's baselines, on the forge's history: then nobody touched them.
  const tree = await withBaselinesOf(gitDir, forge, store);
  const theirs = await runGitLine(gitDir, ["commit-tree", "-p", forge, "-m", "theirs", tree]);
  const args = [
    ...["-c", "merge.renames=false", "-c", "merge.directoryRenames=false"],
    ...["merge-tree", "--write-tree", "--name-only", "--no-messages", "-z", store, theirs],
  ];
  const answer = await askGit(gitDir, args);
  const [merged = "", ...paths] = answer.stdout.toString("utf8").split("\0");
  if (answer.code === 1) return { conflicts: shown(paths) };
  if (answer.code !== 0) throw gitFailed(["merge-tree"], answer);
  const whole = await withBaselinesOf(gitDir, merged, store);
  return { commit: await commitMerge(context, { tree: whole, store, forge, at }) };
}

/** Whether the forge's baselines are the store's. */
export async function hasSameBaselines(gitDir: string, a: string, b: string): Promise<boolean> {
  return (await findFolder(gitDir, a, BASELINES)) === (await findFolder(gitDir, b, BASELINES));
}

/** The paths in which two commits differ, for people to look at. */
export async function differingPaths(gitDir: string, a: string, b: string): Promise<readonly string[]> {
  const output = await runGit(gitDir, ["diff-tree", "-r", "-z", "--name-only", "--no-renames", a, b, "--"]);
  return shown(output.toString("utf8").split("\0"));
}

const MAX_SHOWN = 100;

/** Names of files come from people, and may be anything. */
function shown(paths: readonly string[]): readonly string[] {
  const named = [...new Set(paths)].filter((path) => path !== "");
  return named.slice(0, MAX_SHOWN).map((path) => escapeText(path).slice(0, 300));
}

async function withBaselinesOf(gitDir: string, tree: string, source: string): Promise<string> {
  const own = (await listTree(gitDir, source)).filter(({ path }) => path === BASELINES);
  const others = (await listTree(gitDir, tree)).filter(({ path }) => path !== BASELINES);
  return await makeTree(gitDir, [...others, ...own]);
}

async function commitMerge(
  context: GitContext,
  { tree, store, forge, at }: { tree: string; store: string; forge: string; at: string },
): Promise<string> {
  const message = [
    "What people committed on the forge",
    "",
    "Baselines are as they were here: only a decision moves them.",
    "",
    `Lockstep-Joins: ${forge}`,
    "",
  ].join("\n");
  return await commitTree(context, { tree, parents: [store, forge], message, at });
}
