import type { GovernedCommit } from "#services/core/policy/policy-change";
import { checkObjectId } from "./refs.js";
import { runGit } from "./run-git.js";

/** The commits of people between two commits of `main` that touched a governed file, oldest first. @throws LockstepError `store-unsound` */
export async function listGovernedCommits(
  gitDir: string,
  from: string,
  to: string,
): Promise<readonly GovernedCommit[]> {
  const range = [`^${checkObjectId(from)}`, checkObjectId(to), "--", "estate.yaml", "policy/"];
  const args = ["log", "-z", "--reverse", "--no-merges", "--topo-order", "--format=%H%n%cI%n%an%n%B", ...range];
  const output = await runGit(gitDir, args);
  return output
    .toString("utf8")
    .split("\0")
    .filter((text) => text !== "")
    .map((text) => {
      const [commit = "", at = "", author = "", ...message] = text.split("\n");
      return { commit, at: new Date(at).toISOString(), author, message: message.join("\n") };
    });
}
