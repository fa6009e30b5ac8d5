import { LockstepError } from "#services/core/errors";
import { runSshKeygen } from "./run-ssh-keygen.js";

/**
 * Signs a message for one purpose as `ssh-keygen -Y sign` does, and gives the armoured signature.
 *
 * @throws LockstepError `key-missing`, `system-refused`
 */
export async function signMessage(
  signingKeyFile: string,
  namespace: string,
  message: string | Uint8Array,
): Promise<string> {
  const args = ["-q", "-Y", "sign", "-n", namespace, "-f", signingKeyFile];
  const { code, stdout } = await runSshKeygen(args, message);
  if (code === 0 && stdout !== "") return stdout;
  throw new LockstepError(
    "key-missing",
    `The signing key ${signingKeyFile} could not sign: it must be an SSH private key without passphrase, readable by this user only.`,
  );
}
