import { commitTree } from "#services/stores/git/commit-tree";
import type { GitContext } from "#services/stores/git/git-context";
import { askGit, gitFailed, runGitLine } from "#services/stores/git/run-git";
import { withKeptOf } from "./kept-paths.js";
import { shownPaths } from "./shown-paths.js";

/** A tree that holds what both did, or the paths that people must settle. */
export type MergeResult = { readonly tree: string } | { readonly conflicts: readonly string[] };

/** Merges the forge's `main` into the store's; what is kept stays as it is in the store. Nothing is committed. */
export async function mergeMains(gitDir: string, store: string, forge: string): Promise<MergeResult> {
  // A commit of the forge's tree with what is kept as in the store, on the forge's history: then nobody touched it.
  const tree = await withKeptOf(gitDir, forge, store);
  const theirs = await runGitLine(gitDir, ["commit-tree", "-p", forge, "-m", "theirs", tree]);
  const args = [
    ...["-c", "merge.renames=false", "-c", "merge.directoryRenames=false"],
    ...["merge-tree", "--write-tree", "--name-only", "--no-messages", "-z", store, theirs],
  ];
  const answer = await askGit(gitDir, args);
  const [merged = "", ...paths] = answer.stdout.toString("utf8").split("\0");
  if (answer.code === 1) return { conflicts: shownPaths(paths) };
  if (answer.code !== 0) throw gitFailed(["merge-tree"], answer);
  return { tree: await withKeptOf(gitDir, merged, store) };
}

/** Commits a merged tree, signed. No reference moves. */
export async function commitMerge(
  context: GitContext,
  { tree, store, forge, at }: { tree: string; store: string; forge: string; at: string },
): Promise<string> {
  const message = [
    "What people committed on the forge",
    "",
    "Baselines, estate.yaml, allowed signers, approvers and rule packs are as they were here.",
    "",
    `Lockstep-Joins: ${forge}`,
    "",
  ].join("\n");
  return await commitTree(context, { tree, parents: [store, forge], message, at });
}
