import { createHash, createPublicKey, type KeyObject } from "node:crypto";
import { readWireStrings } from "./ssh-wire.js";

export const ED25519 = "ssh-ed25519";
const ED25519_BYTES = 32;

/** The fingerprint of a public key in wire form, as `ssh-keygen -l` tells it: `SHA256:…`. */
export function fingerprintOf(key: Uint8Array): string {
  return `SHA256:${createHash("sha256").update(key).digest("base64").replace(/=+$/, "")}`;
}

/** An Ed25519 public key in wire form as Node takes it; `undefined` for a key of another kind. */
export function findEd25519(key: Uint8Array): KeyObject | undefined {
  const [type, point] = readWireStrings(key, 2) ?? [];
  if (type === undefined || point?.byteLength !== ED25519_BYTES) return undefined;
  if (Buffer.from(type).toString("latin1") !== ED25519) return undefined;
  const x = Buffer.from(point).toString("base64url");
  return createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
}
