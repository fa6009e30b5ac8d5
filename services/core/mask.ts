import { createHmac } from "node:crypto";

/** Replaces secrets by keyed tokens: equal secrets give equal tokens, and the token does not give the secret. */
export interface Mask {
  /** Names the key, so that a rotated key is seen as rotation and not as drift. */
  readonly keyId: string;
  /** A token for a secret value: `masked:<key id>:<32 hex digits>`. */
  token(value: string): string;
  /** A keyed digest, for text that must not be stored, over parts one after the other: `digest:<key id>:<32 hex digits>`. */
  digest(...parts: readonly (string | Uint8Array)[]): string;
}

/** Makes a mask from a key of at least 32 bytes (HMAC-SHA-256, one use per purpose). */
export function createMask(keyId: string, key: Uint8Array): Mask {
  const keyed = (purpose: string, ...parts: readonly (string | Uint8Array)[]): string => {
    const hash = createHmac("sha256", key).update(`lockstep/${purpose}\0`);
    for (const part of parts) hash.update(part);
    return hash.digest("hex").slice(0, 32);
  };
  return {
    keyId,
    token: (value) => `masked:${keyId}:${keyed("secret", value)}`,
    digest: (...parts) => `digest:${keyId}:${keyed("content", ...parts)}`,
  };
}
