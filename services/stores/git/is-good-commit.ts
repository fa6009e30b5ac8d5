import type { AllowedSigner } from "#services/core/seal/allowed-signers";
import { COMMIT_NAMESPACE } from "#services/core/seal/chain-step";
import { judgeSignature } from "#services/core/seal/judge-signature";
import { parseCommit } from "#services/core/seal/parse-commit";

/**
 * True for a commit that is signed with an Ed25519 key that counted at its own time, found without a process. One that it is not true for may be
 * good all the same: only Git can tell.
 *
 * @param text its object, read as UTF-8; what is none would be read otherwise than it was signed, and its id tells
 */
export function isGoodCommit(text: string, id: string, signers: readonly AllowedSigner[]): boolean {
  const commit = parseCommit(text);
  if (commit?.signature === undefined || commit.id !== id) return false;
  const { signature: body, signed: message, at } = commit;
  return judgeSignature({ body, message, namespace: COMMIT_NAMESPACE, at, signers }).verdict === "trusted";
}
