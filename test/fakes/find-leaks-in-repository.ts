import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { findLeaks, type Leak } from "./canaries.js";

const run = promisify(execFile);

/** Looks through every object of a Git repository, also the unreachable ones, unpacked by git itself, and its refs. */
export async function findLeaksInRepository(
  gitDir: string,
  canaries: Readonly<Record<string, string>>,
): Promise<Leak[]> {
  const objects = await readGit(gitDir, ["cat-file", "--batch-all-objects", "--unordered", "--batch"]);
  const refs = await readGit(gitDir, ["for-each-ref"]);
  return findLeaks(Buffer.concat([objects, refs]), canaries);
}

async function readGit(gitDir: string, args: readonly string[]): Promise<Buffer> {
  const { stdout } = await run("git", ["--git-dir", gitDir, ...args], { encoding: "buffer", maxBuffer: 2 ** 30 });
  return stdout;
}
