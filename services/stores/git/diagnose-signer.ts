import { LockstepError } from "#services/core/errors";
import type { Diagnosis } from "#services/ports/connector";
import { findAllowedSigners } from "./allowed-signers.js";
import type { GitContext } from "./git-context.js";
import { isAllowedSignature, trySigning } from "./try-signing.js";

/**
 * Tells whether this machine can sign, and whether what it signs will count: a trial signature is made with the key in use
 * and held against `policy/allowed_signers` on `main`. Nothing is stored.
 */
export async function diagnoseSigner(context: GitContext): Promise<readonly Diagnosis[]> {
  const { signingKeyFile } = context;
  const trial = await trySigning(signingKeyFile);
  if ("fault" in trial) {
    const message = `cannot sign with ${signingKeyFile}: ${trial.fault}. No snapshot and no record can be written`;
    return [{ check: "signature", state: "failed", message, remedy: SIGNING_REMEDY }];
  }
  const signs: Diagnosis = { check: "signature", state: "ok", message: "was made with the signing key, for trial" };
  return [signs, await diagnoseAllowed(context, trial.signature)];
}

const SIGNING_REMEDY =
  "Restore the key from your backup, or name another with LOCKSTEP_SIGNING_KEY_FILE: an SSH private key without passphrase (ssh-keygen -p takes one off), readable by the account that runs Lockstep alone.";

async function diagnoseAllowed(context: GitContext, signature: string): Promise<Diagnosis> {
  const check = "allowed signers";
  const remedy = `Add the public key that 'ssh-keygen -y -f ${context.signingKeyFile}' prints to policy/allowed_signers, commit and push; or restore the key that stands there.`;
  try {
    const allowed = await isAllowedSignature(signature, await findAllowedSigners(context));
    if (allowed) return { check, state: "ok", message: "hold this machine's key" };
    return { check, state: "failed", message: "do not hold this machine's key: nothing it signs counts", remedy };
  } catch (error) {
    if (!(error instanceof LockstepError)) throw error;
    return { check, state: "failed", message: `cannot be compared: ${error.message}`, remedy };
  }
}
