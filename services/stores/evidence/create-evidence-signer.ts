import { LockstepError } from "#services/core/errors";
import { EVIDENCE_NAMESPACE } from "#services/core/seal/evidence-envelope";
import { fingerprintOf } from "#services/core/seal/ssh-key";
import { bodyOfSignature, parseSshSignature } from "#services/core/seal/ssh-signature";
import type { EvidenceSigner } from "#services/ports/evidence";
import { signMessage } from "#services/stores/keys/sign-message";

/** Signs evidence with the estate's own key. @throws LockstepError `key-missing`, `system-refused` */
export function createEvidenceSigner(signingKeyFile: string): EvidenceSigner {
  return {
    async sign(message) {
      const sig = bodyOfSignature(await signMessage(signingKeyFile, EVIDENCE_NAMESPACE, message));
      const signature = sig === undefined ? undefined : parseSshSignature(sig);
      if (sig === undefined || signature === undefined) {
        throw new LockstepError("system-refused", "ssh-keygen gave something that is no signature");
      }
      return { sig, keyid: fingerprintOf(signature.key) };
    },
  };
}
