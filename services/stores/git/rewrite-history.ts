import { type CommitDraft, commitTree } from "./commit-tree.js";
import type { GitContext } from "./git-context.js";
import { openObjectReader } from "./read-objects.js";
import { createTreeRewriter } from "./rewrite-tree.js";
import { runGit } from "./run-git.js";

/** What a history became. */
export interface RewrittenHistory {
  /** Old commit → new commit, for those that were made again. */
  readonly commits: ReadonlyMap<string, string>;
}

/**
 * Makes every commit again, and signs it, whose tree holds one of the blobs or that stands on such a one. Messages, authors
 * and dates stay; no reference moves. The same input gives the same commits, so a killed purge can be run again.
 */
export async function rewriteHistory(
  context: GitContext,
  heads: readonly string[],
  blobs: ReadonlySet<string>,
  replacement: string,
): Promise<RewrittenHistory> {
  const reader = openObjectReader(context.gitDir);
  try {
    const trees = createTreeRewriter(context.gitDir, reader, blobs, replacement);
    const commits = new Map<string, string>();
    for (const id of await listOldestFirst(context.gitDir, heads)) {
      const old = parseCommit((await reader.get(id)).bytes);
      const tree = await trees.rewrite(old.tree);
      const parents = old.parents.map((parent) => commits.get(parent) ?? parent);
      if (tree === old.tree && parents.every((parent, index) => parent === old.parents[index])) continue;
      commits.set(id, await commitTree(context, { ...old, tree, parents }));
    }
    return { commits };
  } finally {
    reader.close();
  }
}

async function listOldestFirst(gitDir: string, heads: readonly string[]): Promise<readonly string[]> {
  if (heads.length === 0) return [];
  const output = await runGit(gitDir, ["rev-list", "--topo-order", "--reverse", ...heads, "--"]);
  return output
    .toString("latin1")
    .split("\n")
    .filter((id) => id !== "");
}

function parseCommit(bytes: Buffer): CommitDraft {
  const end = bytes.indexOf("\n\n");
  const head = bytes.subarray(0, end).toString("utf8");
  const message = bytes.subarray(end + 2).toString("utf8");
  const [, name = "", email = "", seconds = "0", zone = "+0000"] =
    /^author (.*?) ?<([^>\n]*)> (\d+) ([+-]\d{4})$/m.exec(head) ?? [];
  const committed = /^committer .* (\d+) [+-]\d{4}$/m.exec(head)?.[1] ?? seconds;
  return {
    tree: /^tree ([0-9a-f]+)$/m.exec(head)?.[1] ?? "",
    parents: [...head.matchAll(/^parent ([0-9a-f]+)$/gm)].map(([, id = ""]) => id),
    message,
    at: new Date(Number(committed) * 1000).toISOString(),
    author: { name: name === "" ? "unknown" : name, email, date: `@${seconds} ${zone}` },
  };
}
