import { createHash } from "node:crypto";

/** The namespace of every name that Lockstep makes an id of. */
const NAMESPACE = Buffer.from("5f0c1e0a7c8b5d1e9a4f3b2c6d7e8f90", "hex");

/** Makes an id of a name (UUID version 5, RFC 9562): the same for the same name, on any machine. */
export function nameUuid(name: string): string {
  const digest = createHash("sha1").update(NAMESPACE).update(name).digest("hex");
  const variant = ((Number.parseInt(digest.slice(16, 18), 16) & 0x3f) | 0x80).toString(16);
  return [
    digest.slice(0, 8),
    digest.slice(8, 12),
    `5${digest.slice(13, 16)}`,
    variant + digest.slice(18, 20),
    digest.slice(20, 32),
  ].join("-");
}
