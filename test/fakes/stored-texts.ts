import { execFileSync } from "node:child_process";

/** Everything in a repository, in clear: every commit and file of every branch, without the examples in the comments that policies begin with. */
export function storedTexts(gitDir: string): string {
  const options = { encoding: "latin1", maxBuffer: 1e9 } as const;
  const git = (args: readonly string[], input?: string): string =>
    execFileSync("git", [`--git-dir=${gitDir}`, ...args], input === undefined ? options : { ...options, input });
  const objects = git(["cat-file", "--batch-all-objects", "--batch-check=%(objectname) %(objecttype)"]);
  const wanted = objects.split("\n").filter((line) => line !== "" && !line.endsWith(" tree"));
  const ids = wanted.map((line) => `${line.split(" ")[0]}\n`).join("");
  return git(["cat-file", "--batch"], ids).replaceAll(/^#.*$/gm, "");
}
