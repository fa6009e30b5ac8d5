import type { LedgerRecord } from "#schemas/ledger-record";
import type { AllowedSigner } from "./allowed-signers.js";
import { judgeSignature, type SignatureVerdict } from "./judge-signature.js";
import { type CommitObject, parseCommit } from "./parse-commit.js";
import { findRecord } from "./parse-record.js";
import { FIRST_TYPE, hashRecord, isCanonical } from "./seal-record.js";
import { parseSealTrailers } from "./seal-trailers.js";

/** Git's own namespace: what a commit's signature is made for. */
export const COMMIT_NAMESPACE = "git";

/** Where a chain of records stands, and the commit that sealed its last one. */
export interface ChainEnd {
  readonly seq: number;
  readonly hash: string;
  readonly commit: string;
  /** The latest time of a commit so far, seconds since 1970: a key that had ended by then seals nothing more. */
  readonly latest: number;
}

/** What does not fit at one place of the chain. */
export interface ChainFault {
  /** `unknown`: it could not be checked here. */
  readonly outcome: "broken" | "unknown";
  readonly about: string;
  /** A sentence. */
  readonly message: string;
}

export interface ChainStep {
  /** `undefined` where the line is none. */
  readonly record: LedgerRecord | undefined;
  /** What the next record has to follow, also after a fault: one dropped record is one fault. */
  readonly end: ChainEnd;
  readonly faults: readonly ChainFault[];
  /** Fingerprint of the key that sealed it; `null` where none did. */
  readonly sealedBy: string | null;
}

/**
 * Takes one record of a ledger further: its canonical form, hash, number and link; that its commit sealed this record and follows the
 * commit before; that commit's id, and its signature by a key that counted at its
 * time, and at the time of every record before it: who keeps an ended key could set the clock back.
 */
export function takeChainStep(
  previous: ChainEnd | undefined,
  sealed: { readonly line: string; readonly commit: string; readonly object: string },
  signers: readonly AllowedSigner[],
): ChainStep {
  const record = findRecord(sealed.line);
  const expected = previous === undefined ? 0 : previous.seq + 1;
  const about = `record ${record?.seq ?? expected}`;
  const commit = parseCommit(sealed.object);
  const latest = Math.max(previous?.latest ?? 0, commit?.at ?? 0);
  const signature = commit && judgeSeal(commit, latest, signers);
  const broken =
    (record === undefined ? "The line is not a record." : findRecordFault(record, sealed.line, previous)) ??
    findCommitFault(commit, sealed.commit, previous) ??
    (record && commit && findSealFault(record, commit));
  const faults = [broken, signature && SIGNATURE_FAULTS[signature.verdict]]
    .filter((message) => message !== undefined)
    .map((message) => ({ outcome: outcomeOf(message), about, message }));
  return {
    record,
    end: { seq: record?.seq ?? expected, hash: record?.hash ?? "", commit: sealed.commit, latest },
    faults,
    sealedBy: signature?.fingerprint ?? null,
  };
}

function findRecordFault(record: LedgerRecord, line: string, previous: ChainEnd | undefined): string | undefined {
  if (!isCanonical(line, record)) return "It is not in canonical form: it was edited.";
  if (hashRecord(record) !== record.hash) return "Its content does not fit its hash: it was edited.";
  if (previous === undefined && record.type !== FIRST_TYPE)
    return "The ledger does not begin with the making of the estate.";
  const seq = previous === undefined ? 0 : previous.seq + 1;
  if (record.seq !== seq) return `Record ${seq} should stand here, but record ${record.seq} does.`;
  if (record.previous !== (previous?.hash ?? null)) return "It does not link to the record before it.";
  return undefined;
}

function findCommitFault(
  commit: CommitObject | undefined,
  id: string,
  previous: ChainEnd | undefined,
): string | undefined {
  if (commit === undefined) return "The commit that sealed it is not one of Lockstep's.";
  if (commit.id !== id) return "The commit that sealed it does not fit its id: it was edited.";
  const parents = previous === undefined ? "" : previous.commit;
  if (commit.parents.join(" ") !== parents) return "The commit that sealed it does not follow the one before.";
  return undefined;
}

function findSealFault(record: LedgerRecord, { message }: CommitObject): string | undefined {
  const seal = parseSealTrailers(message);
  if (seal === undefined) return "Its commit does not say which record it sealed.";
  if (seal.seq === record.seq && seal.hash === record.hash) return undefined;
  return `Its commit sealed another record: ${seal.seq}, ${seal.hash}.`;
}

function judgeSeal(
  commit: CommitObject,
  at: number,
  signers: readonly AllowedSigner[],
): SignatureVerdict | { verdict: "unsigned"; fingerprint: null } {
  if (commit.signature === undefined) return { verdict: "unsigned", fingerprint: null };
  return judgeSignature({
    body: commit.signature,
    message: commit.signed,
    namespace: COMMIT_NAMESPACE,
    at,
    signers,
  });
}

const UNREADABLE = "Its commit is signed with a kind of key that cannot be checked here.";

const SIGNATURE_FAULTS: Readonly<Record<SignatureVerdict["verdict"] | "unsigned", string | undefined>> = {
  trusted: undefined,
  unsigned: "Its commit is not signed.",
  unlisted: "Its commit is signed by a key that is not among the allowed signers.",
  "out-of-time": "Its commit is signed by a key that did not count at that time.",
  "out-of-purpose": "Its commit is signed by a key that may not sign commits.",
  differs: "Its commit has a signature that does not fit its content.",
  malformed: "Its commit has a signature that is none.",
  unreadable: UNREADABLE,
};

function outcomeOf(message: string): ChainFault["outcome"] {
  return message === UNREADABLE ? "unknown" : "broken";
}
