import { randomBytes } from "node:crypto";
import { EncryptJWT, jwtDecrypt } from "jose";
import type { KeptSignIn } from "#services/ports/identity-provider";

/** A sign-in on its way: what its end is held against, and where it leads. */
export interface PendingSignIn extends KeptSignIn {
  readonly to: string;
}

/**
 * Hands what a sign-in must end with to the browser that began it, sealed: whoever begins many takes no memory of ours, and nobody can bring another to
 * end theirs.
 */
export interface SealedSignIns {
  seal(pending: PendingSignIn): Promise<string>;
  /** `undefined` where it is not ours, was changed, or is too old. */
  open(sealed: string): Promise<PendingSignIn | undefined>;
}

/** Seconds that somebody may take to sign in. */
export const SIGN_IN_SECONDS = 600;

export function openSealedSignIns(now: () => Date): SealedSignIns {
  const key = randomBytes(32);
  return {
    seal: ({ state, nonce, verifier, to }) =>
      new EncryptJWT({ state, nonce, verifier, to })
        .setProtectedHeader({ alg: "dir", enc: "A256GCM" })
        .setExpirationTime(Math.floor(now().getTime() / 1000) + SIGN_IN_SECONDS)
        .encrypt(key),
    async open(sealed) {
      try {
        const { payload } = await jwtDecrypt(sealed, key, {
          currentDate: now(),
          keyManagementAlgorithms: ["dir"],
          contentEncryptionAlgorithms: ["A256GCM"],
        });
        const { state, nonce, verifier, to } = payload;
        const parts = [state, nonce, verifier, to];
        return parts.every((part) => typeof part === "string")
          ? ({ state, nonce, verifier, to } as PendingSignIn)
          : undefined;
      } catch {
        // Whoever sent it is told to begin anew; why it does not open is nobody's business.
        return undefined;
      }
    },
  };
}
