import type { AllowedSigner } from "./allowed-signers.js";
import { findEd25519, fingerprintOf } from "./ssh-key.js";
import { fitsMessage, isReadable, parseSshSignature } from "./ssh-signature.js";

/** What was signed, how, and who may have. */
export interface SignatureQuestion {
  /** Body of an SSH signature, base64 on one line. */
  readonly body: string;
  readonly message: string | Uint8Array;
  /** What the signature must have been made for. */
  readonly namespace: string;
  /** What the key must be allowed for. Default: the same. */
  readonly allowedFor?: readonly string[];
  /** When it was made, seconds since 1970. */
  readonly at: number;
  readonly signers: readonly AllowedSigner[];
}

/** What a signature is worth. */
export interface SignatureVerdict {
  readonly verdict:
    | "trusted"
    /** It fits, and its key is not among those that count. */
    | "unlisted"
    /** It fits, and its key did not count at that time, or does not count for this. */
    | "out-of-time"
    | "out-of-purpose"
    /** It does not fit what was signed. */
    | "differs"
    /** It is no signature, or of a kind that cannot be checked here. */
    | "malformed"
    | "unreadable";
  /** Of the key that the signature names; `null` where it names none. */
  readonly fingerprint: string | null;
}

/** Judges one signature. Only `trusted` is trusted. */
export function judgeSignature(question: SignatureQuestion): SignatureVerdict {
  const signature = parseSshSignature(question.body);
  if (signature === undefined) return { verdict: "malformed", fingerprint: null };
  const fingerprint = fingerprintOf(signature.key);
  const key = Buffer.from(signature.key).toString("base64");
  const listed = question.signers.filter((signer) => signer.key === key);
  const publicKey = listed[0]?.publicKey ?? findEd25519(signature.key);
  if (!isReadable(signature) || publicKey === undefined) return { verdict: "unreadable", fingerprint };
  if (signature.namespace !== question.namespace || !fitsMessage(signature, publicKey, question.message)) {
    return { verdict: "differs", fingerprint };
  }
  return { verdict: judgeKey(listed, question), fingerprint };
}

function judgeKey(
  listed: readonly AllowedSigner[],
  { namespace, allowedFor = [namespace], at }: SignatureQuestion,
): SignatureVerdict["verdict"] {
  if (listed.length === 0) return "unlisted";
  const fit = listed.filter(
    ({ namespaces }) => namespaces === null || namespaces.some((each) => allowedFor.includes(each)),
  );
  if (fit.length === 0) return "out-of-purpose";
  return fit.some((signer) => countsAt(signer, at)) ? "trusted" : "out-of-time";
}

function countsAt({ from, until }: AllowedSigner, at: number): boolean {
  return (from === null || at * 1000 >= Date.parse(from)) && (until === null || at * 1000 <= Date.parse(until));
}
