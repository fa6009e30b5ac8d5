import { TOMBSTONE_ID } from "./purged-content.js";
import { runGit, runGitLine } from "./run-git.js";

/** A content that once stood at a path of a branch. */
export interface StoredVersion {
  readonly id: string;
  readonly path: string;
}

/** Every content that ever stood at some paths of a branch, with where it stood. No path: everywhere. */
export async function listVersions(
  gitDir: string,
  ref: string,
  paths: readonly string[],
): Promise<readonly StoredVersion[]> {
  const args = ["log", "--raw", "-z", "-m", "--root", "--no-renames", "--full-history", "--no-abbrev", "--format="];
  const output = await runGit(gitDir, [...args, ref, "--", ...paths], { maxBytes: 1024 ** 3 });
  const changes = output.toString("utf8").matchAll(/:\d{6} \d{6} ([0-9a-f]{40}) ([0-9a-f]{40}) [A-Z]\0([^\0]*)\0/g);
  return [...changes]
    .flatMap(([, from = "", to = "", path = ""]) => [from, to].map((id) => ({ id, path })))
    .filter(({ id }) => !/^0+$/.test(id) && id !== TOMBSTONE_ID);
}

/** The references below some prefixes. */
export async function listRefs(gitDir: string, prefixes: readonly string[]): Promise<readonly string[]> {
  const refs = await runGitLine(gitDir, ["for-each-ref", "--format=%(refname)", ...prefixes]);
  return refs.split("\n").filter((ref) => ref !== "");
}
