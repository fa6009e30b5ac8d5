import type { AllowedSigner } from "#services/core/seal/allowed-signers";
import { COMMIT_NAMESPACE } from "#services/core/seal/chain-step";
import { judgeSignature } from "#services/core/seal/judge-signature";
import { parseCommit } from "#services/core/seal/parse-commit";

/** Follows the times of the commits that sealed records, in their order. */
export interface LateSeals {
  /** True where the commit says it is older than one before it, and its key had ended by then. */
  isLate(object: string): boolean;
}

/**
 * A key that has ended could go on sealing under a clock that was set back. Where time goes back along the chain, a key has to count at the latest
 * time before as well.
 */
export function createLateSeals(signers: readonly AllowedSigner[]): LateSeals {
  let latest = 0;
  return {
    isLate(object) {
      const commit = parseCommit(object);
      if (commit === undefined) return false;
      if (commit.at >= latest) {
        latest = commit.at;
        return false;
      }
      if (commit.signature === undefined) return false;
      const question = { body: commit.signature, message: commit.signed, namespace: COMMIT_NAMESPACE, signers };
      return judgeSignature({ ...question, at: latest }).verdict === "out-of-time";
    },
  };
}
