import { createHash, timingSafeEqual } from "node:crypto";

/** A token as it is sent: `lks_<id>_<secret>`, the id 16 and the secret 64 hexadecimal digits. */
export interface TokenText {
  readonly id: string;
  readonly secret: string;
}

const FORM = /^lks_([0-9a-f]{16})_([0-9a-f]{64})$/;

export function parseToken(text: string): TokenText | undefined {
  const [, id, secret] = FORM.exec(text) ?? [];
  return id === undefined || secret === undefined ? undefined : { id, secret };
}

export function writeToken({ id, secret }: TokenText): string {
  return `lks_${id}_${secret}`;
}

/**
 * Gives what is kept of a secret. A slow hash protects what people choose: of 256 random bits nobody guesses one, so that a quick one keeps them as well, and
 * each request of a load balancer stays cheap.
 */
export function digestSecret(secret: string): string {
  return createHash("sha256").update(`lockstep-token\n${secret}`).digest("hex");
}

/** Tells whether a secret is the one that a digest was made of, in a time that says nothing of how near it was. */
export function isSecretOf(secret: string, digest: string): boolean {
  const [given, kept] = [Buffer.from(digestSecret(secret)), Buffer.from(digest)];
  return given.byteLength === kept.byteLength && timingSafeEqual(given, kept);
}
