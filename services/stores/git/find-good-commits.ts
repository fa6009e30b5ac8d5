import { readFile } from "node:fs/promises";
import { type AllowedSigner, parseAllowedSigners } from "#services/core/seal/allowed-signers";
import { COMMIT_NAMESPACE } from "#services/core/seal/chain-step";
import { judgeSignature } from "#services/core/seal/judge-signature";
import { parseCommit } from "#services/core/seal/parse-commit";
import { type StoredObject, streamObjects } from "./read-objects.js";

/**
 * Finds the commits that are signed with an Ed25519 key that counted at their own time, without a process for each. One that is not among
 * them may be good all the same: only Git can tell.
 *
 * @throws LockstepError `store-unsound`
 */
export async function findGoodCommits(
  gitDir: string,
  allowedSignersFile: string,
  commits: readonly string[],
): Promise<ReadonlySet<string>> {
  const signers = parseAllowedSigners(await readFile(allowedSignersFile, "utf8"));
  const good = new Set<string>();
  let index = 0;
  for await (const object of streamObjects(gitDir, commits)) {
    const commit = commits[index++];
    if (commit !== undefined && object?.type === "commit" && isGood(object, commit, signers)) good.add(commit);
  }
  return good;
}

function isGood({ bytes }: StoredObject, id: string, signers: readonly AllowedSigner[]): boolean {
  const text = bytes.toString("utf8");
  // What is no UTF-8 would be read otherwise than it was signed; its id tells.
  const commit = parseCommit(text);
  if (commit?.signature === undefined || commit.id !== id) return false;
  const { signature: body, signed: message, at } = commit;
  return judgeSignature({ body, message, namespace: COMMIT_NAMESPACE, at, signers }).verdict === "trusted";
}
