import { judgeEnvelope } from "#services/core/seal/evidence-envelope";
import type { SignatureVerdict } from "#services/core/seal/judge-signature";
import { ENVELOPE_FILE } from "../make-pack.js";
import type { CheckNotes } from "./check-notes.js";
import type { PackedLedger } from "./check-packed-ledger.js";
import type { EvidenceTrust } from "./evidence-trust.js";
import type { PackClaims } from "./read-claims.js";

/** Holds the signature against the statement and its key against what is known of keys; gives the key's fingerprint. */
export function checkSignature(
  { envelope, signers }: PackClaims,
  {
    ledger,
    trust,
    notes,
  }: { readonly ledger: PackedLedger; readonly trust: EvidenceTrust; readonly notes: CheckNotes },
): string | null {
  if (envelope === undefined) return null;
  const { generatedAt } = envelope.statement.predicate;
  // A key has to count at the latest time of the record too: the time of making is its signer's word.
  const notBefore = ledger.end?.latest ?? 0;
  const [verdict, ...others] = judgeEnvelope(envelope, { signers, notBefore });
  const tell = (outcome: "broken" | "unknown", about: string, message: string): void =>
    notes.tell({ check: "signature", outcome, about, message });
  if (ledger.at !== undefined && !(Date.parse(generatedAt) >= Date.parse(ledger.at))) {
    tell(
      "broken",
      ENVELOPE_FILE,
      `It says that it was made at ${generatedAt}, and its newest record at ${ledger.at}, after that.`,
    );
  }
  if (verdict === undefined || others.length > 0) {
    tell("broken", ENVELOPE_FILE, "It must be signed once.");
    return null;
  }
  notes.done("signature", `It was signed by ${verdict.fingerprint ?? "no key that can be told"}.`);
  const about = verdict.fingerprint ?? ENVELOPE_FILE;
  const fault = FAULTS[verdict.verdict];
  if (fault !== undefined) tell(verdict.verdict === "unreadable" ? "unknown" : "broken", about, fault);
  if (verdict.fingerprint === null || !FITS.has(verdict.verdict)) return verdict.fingerprint;
  if (!ledger.keys.has(verdict.fingerprint)) tell("broken", about, "No record of the ledger inside shows this key.");
  const whose = findDoubt(verdict.fingerprint, ledger, trust);
  if (whose !== undefined) tell(whose.outcome, about, whose.message);
  return verdict.fingerprint;
}

const FAULTS: Readonly<Record<SignatureVerdict["verdict"], string | undefined>> = {
  trusted: undefined,
  unlisted: "It was signed by a key that is not among those that the pack lists.",
  "out-of-time": "It was signed by a key that did not count at that time.",
  "out-of-purpose": "It was signed by a key that may not sign evidence.",
  differs: "Its signature does not fit it: it was changed after it was signed.",
  malformed: "It holds no SSH signature.",
  unreadable: "It was signed with a kind of key that cannot be checked here.",
};

const FITS: ReadonlySet<SignatureVerdict["verdict"]> = new Set([
  "trusted",
  "unlisted",
  "out-of-time",
  "out-of-purpose",
]);

/** Whoever makes a key can sign with it: that it is the organisation's, no pack can tell. */
function findDoubt(
  key: string,
  { noted, end, vouched }: PackedLedger,
  { keys }: EvidenceTrust,
): { readonly outcome: "broken" | "unknown"; readonly message: string } | undefined {
  if (vouched.has(key)) return undefined;
  if (keys.size > 0) return { outcome: "broken", message: "It was signed by another key than those you named." };
  if (noted !== undefined && noted === end?.seq) return undefined;
  const compare = `ask the organisation, by another way than this pack, whether ${key} is its key, and give it with --key`;
  return noted === undefined
    ? { outcome: "unknown", message: `Whose key it is the pack cannot tell: ${compare}.` }
    : {
        outcome: "unknown",
        message: `Record ${noted} was noted elsewhere; for those after it, ${compare}.`,
      };
}
