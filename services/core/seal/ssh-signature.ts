import { createHash, type KeyObject, verify } from "node:crypto";
import { decodeBase64 } from "./decode-base64.js";
import { ED25519 } from "./ssh-key.js";
import { readWireStrings, wireString } from "./ssh-wire.js";

/** A signature of `ssh-keygen -Y sign`, or of a commit that was signed with an SSH key (OpenSSH's PROTOCOL.sshsig). */
export interface SshSignature {
  /** Public key in wire form. */
  readonly key: Uint8Array;
  /** What it was made for: a signature of a commit is none of anything else. */
  readonly namespace: string;
  /** `sha256` or `sha512` where it can be checked. */
  readonly hash: string;
  /** `ssh-ed25519` where it can be checked. */
  readonly algorithm: string;
  readonly signature: Uint8Array;
}

const BEGIN = "-----BEGIN SSH SIGNATURE-----";
const END = "-----END SSH SIGNATURE-----";
const MAGIC = Buffer.from("SSHSIG");
const VERSION = 1;

/** The body of an armoured signature, as base64 on one line; `undefined` where the text is none. */
export function bodyOfSignature(armoured: string): string | undefined {
  const lines = armoured.trimEnd().split("\n");
  return lines[0] === BEGIN && lines.at(-1) === END ? lines.slice(1, -1).join("") : undefined;
}

/** Reads a signature from its body; `undefined` where it is none, was cut off, or says anything else beside. */
export function parseSshSignature(body: string): SshSignature | undefined {
  const bytes = decodeBase64(body);
  if (bytes === undefined || bytes.byteLength < MAGIC.length + 4) return undefined;
  if (!MAGIC.equals(bytes.subarray(0, MAGIC.length))) return undefined;
  if (Buffer.from(bytes).readUInt32BE(MAGIC.length) !== VERSION) return undefined;
  const [key, namespace, reserved, hash, inner] = readWireStrings(bytes.subarray(MAGIC.length + 4), 5) ?? [];
  if (key === undefined || namespace === undefined || hash === undefined) return undefined;
  // OpenSSH signs nothing there, and checks as if nothing were there.
  if (reserved?.byteLength !== 0) return undefined;
  const [algorithm, signature] = readWireStrings(inner ?? new Uint8Array(0), 2) ?? [];
  if (algorithm === undefined || signature === undefined) return undefined;
  const text = (part: Uint8Array): string => Buffer.from(part).toString("latin1");
  return {
    key,
    namespace: text(namespace),
    hash: text(hash),
    algorithm: text(algorithm),
    signature,
  };
}

/** Whether a signature can be checked here: of Ed25519 over SHA-256 or SHA-512. */
export function isReadable({ algorithm, hash }: SshSignature): boolean {
  return algorithm === ED25519 && (hash === "sha256" || hash === "sha512");
}

/** Whether a readable signature is this key's over this message. */
export function fitsMessage(signature: SshSignature, key: KeyObject, message: string | Uint8Array): boolean {
  const digest = createHash(signature.hash).update(message).digest();
  const parts = [signature.namespace, "", signature.hash, digest].map(wireString);
  return verify(null, Buffer.concat([MAGIC, ...parts]), key, signature.signature);
}
