import { readFile } from "node:fs/promises";
import { type AllowedSigner, parseAllowedSigners } from "#services/core/seal/allowed-signers";
import { findAllowedSigners } from "./allowed-signers.js";
import type { GitContext } from "./git-context.js";
import { isGoodCommit } from "./is-good-commit.js";
import { askGitForCommits, type CommitSignature } from "./verify-commits.js";

/** Checks signatures in the order in which they come, however many there are. */
export interface CommitCheck {
  /** The keys that count, as far as they can be checked here. */
  readonly signers: readonly AllowedSigner[];
  /** Takes a commit with its object; gives the first one so far whose signature is not trusted, if that is known by now. */
  take(commit: string, object: string): Promise<CommitSignature | undefined>;
  /** The first one of all whose signature is not trusted. */
  finish(): Promise<CommitSignature | undefined>;
}

/** Opens the check under the keys that count now. @throws LockstepError `key-missing`, `store-unsound` */
export async function openCommitCheck(context: GitContext): Promise<CommitCheck> {
  const allowed = await findAllowedSigners(context);
  const signers = parseAllowedSigners(await readFile(allowed, "utf8"));
  let doubtful: string[] = [];
  let fault: CommitSignature | undefined;
  async function settle(): Promise<CommitSignature | undefined> {
    const asked = doubtful;
    doubtful = [];
    if (asked.length > 0)
      fault ??= (await askGitForCommits(context.gitDir, allowed, asked)).find(({ trusted }) => !trusted);
    return fault;
  }
  return {
    signers,
    async take(commit, object) {
      if (!isGoodCommit(object, commit, signers)) doubtful.push(commit);
      return doubtful.length < MANY ? fault : await settle();
    },
    finish: settle,
  };
}

/** So many that Git is worth asking: it is given them in slices, side by side. */
const MANY = 512;
