import { readFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { parseAllowedSigners } from "#services/core/seal/allowed-signers";
import { findAllowedSigners } from "./allowed-signers.js";
import type { GitContext } from "./git-context.js";
import { isGoodCommit } from "./is-good-commit.js";
import { readObjects } from "./read-objects.js";
import { runGit } from "./run-git.js";

/** What Git says of the signature of one commit. */
export interface CommitSignature {
  readonly commit: string;
  /** True only for a good signature by a key that is allowed. */
  readonly trusted: boolean;
  /** Why not, as an end of a sentence. */
  readonly fault: string | undefined;
}

/**
 * Checks the signatures of commits against the allowed signers, in the order given. What an Ed25519 key signed is checked
 * here, since Git starts two processes for each; of all else Git is asked. Trusts `%G?` alone: Git prints the
 * word "Good" also for a key that nobody allowed.
 *
 * @throws LockstepError `key-missing` where the allowed signers cannot be read, `store-unsound`
 */
export async function verifyCommits(
  context: GitContext,
  commits: readonly string[],
): Promise<readonly CommitSignature[]> {
  if (commits.length === 0) return [];
  const allowed = await findAllowedSigners(context);
  const signers = parseAllowedSigners(await readFile(allowed, "utf8"));
  const objects = await readObjects(context.gitDir, commits);
  const isGood = (commit: string, index: number): boolean => {
    const object = objects[index];
    return object?.type === "commit" && isGoodCommit(object.bytes.toString("utf8"), commit, signers);
  };
  const good = new Set(commits.filter(isGood));
  const doubtful = commits.filter((commit) => !good.has(commit));
  const asked = await askGitForCommits(context.gitDir, allowed, doubtful);
  const found = new Map(asked.map((result) => [result.commit, result]));
  return commits.map((commit) => found.get(commit) ?? { commit, trusted: true, fault: undefined });
}

/** What Git itself says of them, in the order given. @throws LockstepError `store-unsound` */
export async function askGitForCommits(
  gitDir: string,
  allowed: string,
  commits: readonly string[],
): Promise<readonly CommitSignature[]> {
  const results = new Array<readonly CommitSignature[]>(Math.ceil(commits.length / SLICE));
  let next = 0;
  const walk = async (): Promise<void> => {
    for (let index = next++; index < results.length; index = next++) {
      const slice = commits.slice(index * SLICE, (index + 1) * SLICE);
      results[index] = await verifySlice(gitDir, allowed, slice);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, walk));
  return results.flat();
}

// Each signature costs Git two children (about 10 ms), so that slices side by side are worth it.
const SLICE = 64;

async function verifySlice(gitDir: string, allowed: string, commits: readonly string[]): Promise<CommitSignature[]> {
  const output = await runGit(
    gitDir,
    [
      ...["-c", "gpg.format=ssh", "-c", `gpg.ssh.allowedSignersFile=${allowed}`],
      ...["log", "--no-walk=unsorted", "--stdin", "--format=%H %G?"],
    ],
    { input: `${commits.join("\n")}\n` },
  );
  const verdicts = new Map(
    output
      .toString("utf8")
      .trimEnd()
      .split("\n")
      .map((line) => [line.slice(0, -2), line.slice(-1)] as const),
  );
  return commits.map((commit) => {
    const verdict = verdicts.get(commit) ?? "E";
    return { commit, trusted: verdict === "G", fault: verdict === "G" ? undefined : (FAULTS[verdict] ?? FAULTS["E"]) };
  });
}

const FAULTS: Readonly<Record<string, string>> = {
  N: "is not signed",
  B: "has a signature that does not fit its content",
  U: "is signed by a key that is not among the allowed signers",
  X: "is signed with a signature that has expired",
  Y: "is signed by a key that has expired",
  R: "is signed by a key that was revoked",
  E: "has a signature that could not be checked",
};
