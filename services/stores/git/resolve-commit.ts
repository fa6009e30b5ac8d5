import { askGit } from "./run-git.js";

/** Finds the commit that a reference or id names, or `undefined`. */
export async function findCommit(gitDir: string, name: string): Promise<string | undefined> {
  const args = ["rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`];
  const answer = await askGit(gitDir, args);
  return answer.code === 0 ? answer.stdout.toString("utf8").trimEnd() : undefined;
}
