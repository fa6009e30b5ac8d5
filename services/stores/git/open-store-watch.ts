import { readdir } from "node:fs/promises";
import type { StoreSpan, StoreWatch } from "#services/ports/store-watch";
import type { GitContext } from "./git-context.js";
import { readBranches } from "./read-branches.js";
import { checkObjectId } from "./refs.js";
import { askGit, gitFailed, runGit, runGitLine } from "./run-git.js";

/** Opens the watch over a bare repository and the mark beside it: a look reads a few small files. */
export function openStoreWatch({
  gitDir,
  ledgerMarkFolder,
}: Pick<GitContext, "gitDir" | "ledgerMarkFolder">): StoreWatch {
  return {
    async read() {
      return {
        branches: await readBranches(gitDir),
        ledgerMark: ledgerMarkFolder === undefined ? "" : await readMark(ledgerMarkFolder),
      };
    },
    async isGrowth({ older, newer }) {
      const args = ["merge-base", "--is-ancestor", checkObjectId(older), checkObjectId(newer)];
      const answer = await askGit(gitDir, args);
      if (answer.code > 1 && !/not a valid commit name|bad object/i.test(answer.stderr)) throw gitFailed(args, answer);
      return answer.code === 0;
    },
    async changedPaths(span) {
      const listed = await runGit(gitDir, ["diff-tree", "-r", "-z", "--name-only", "--no-renames", ...endsOf(span)]);
      return listed.toString("utf8").split("\0").filter(Boolean);
    },
    async countCommits(span) {
      const [older, newer] = endsOf(span);
      return Number(await runGitLine(gitDir, ["rev-list", "--count", `${older}..${newer}`, "--"]));
    },
  };
}

function endsOf({ older, newer }: StoreSpan): readonly [string, string] {
  return [checkObjectId(older), checkObjectId(newer)];
}

async function readMark(folder: string): Promise<string> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  return names.sort().join(" ");
}
