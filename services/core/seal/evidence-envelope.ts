import { EvidenceEnvelope, EvidenceStatement, PAYLOAD_TYPE } from "#schemas/evidence-statement";
import { formOf } from "#services/core/form-of";
import type { AllowedSigner } from "./allowed-signers.js";
import { COMMIT_NAMESPACE } from "./chain-step.js";
import { decodeBase64 } from "./decode-base64.js";
import { judgeSignature, type SignatureVerdict } from "./judge-signature.js";
import { preAuthenticationEncoding } from "./pre-authentication-encoding.js";
import { canonicalText, isCanonical } from "./seal-record.js";

/** What the signature of a pack is made for, so that none of a commit passes for one. */
export const EVIDENCE_NAMESPACE = "lockstep-evidence";

const isEnvelope = formOf<EvidenceEnvelope>(EvidenceEnvelope);
const isStatement = formOf<EvidenceStatement>(EvidenceStatement);

/** What is signed of a statement. */
export function messageOf(statement: string): Uint8Array {
  return preAuthenticationEncoding(PAYLOAD_TYPE, statement);
}

/** Writes the envelope of a statement, in canonical JSON. */
export function writeEnvelope(statement: string, signature: { readonly sig: string; readonly keyid: string }): string {
  const { keyid, sig } = signature;
  const envelope: EvidenceEnvelope = {
    payloadType: PAYLOAD_TYPE,
    payload: Buffer.from(statement).toString("base64"),
    signatures: [{ keyid, sig }],
  };
  return `${canonicalText(envelope)}\n`;
}

/** An envelope that could be read, and what it says; whether it is true is another question. */
export interface OpenedEnvelope {
  readonly statement: EvidenceStatement;
  /** The payload as it was signed. */
  readonly payload: string;
  readonly signatures: EvidenceEnvelope["signatures"];
}

/** Reads an envelope; `undefined` where it is none, or not of the one form that Lockstep writes. */
export function parseEnvelope(text: string): OpenedEnvelope | undefined {
  const envelope = parseJson(text);
  if (!isEnvelope(envelope) || !text.endsWith("\n") || !isCanonical(text.slice(0, -1), envelope)) return undefined;
  const bytes = decodeBase64(envelope.payload);
  const payload = bytes === undefined ? "" : Buffer.from(bytes).toString("utf8");
  const statement = parseJson(payload);
  if (!isStatement(statement) || !isCanonical(payload, statement)) return undefined;
  return { statement, payload, signatures: envelope.signatures };
}

/**
 * Judges the signatures of an envelope, in their order. The key that may seal the ledger may sign its packs: no other line is asked
 * of the allowed signers. A key has to count at the time of making, and no earlier than `notBefore`, seconds since 1970.
 */
export function judgeEnvelope(
  { payload, statement, signatures }: OpenedEnvelope,
  { signers, notBefore }: { readonly signers: readonly AllowedSigner[]; readonly notBefore: number },
): readonly SignatureVerdict[] {
  const at = Math.max(Math.floor(Date.parse(statement.predicate.generatedAt) / 1000), notBefore);
  return signatures.map(({ sig, keyid }) => {
    const verdict = judgeSignature({
      body: sig,
      message: messageOf(payload),
      namespace: EVIDENCE_NAMESPACE,
      allowedFor: [EVIDENCE_NAMESPACE, COMMIT_NAMESPACE],
      at,
      signers,
    });
    // Whoever looks for the key by the name beside the signature must find the one that made it.
    return verdict.verdict === "trusted" && verdict.fingerprint !== keyid
      ? { ...verdict, verdict: "differs" }
      : verdict;
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
