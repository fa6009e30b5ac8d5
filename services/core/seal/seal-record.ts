import canonicalize from "canonicalize";
import type { LedgerRecord } from "#schemas/ledger-record";
import { LockstepError } from "#services/core/errors";
import { digestOf } from "#services/core/text/digest";

/** The type of the first record: a ledger that begins otherwise lost its beginning. */
export const FIRST_TYPE = "estate-created" satisfies LedgerRecord["type"];

/** Links a record to the one before and seals it with its hash. @throws LockstepError `bug` where the body is not JSON */
export function sealRecord(
  entry: Pick<LedgerRecord, "type" | "actor" | "at" | "body">,
  previous: Pick<LedgerRecord, "seq" | "hash"> | undefined,
): LedgerRecord {
  const open: Omit<LedgerRecord, "hash"> = {
    schema: "lockstep/ledger-record@1",
    seq: previous === undefined ? 0 : previous.seq + 1,
    at: entry.at,
    type: entry.type,
    actor: wellFormed(entry.actor),
    body: wellFormedBody(entry.body),
    previous: previous?.hash ?? null,
  };
  return { ...open, hash: hashRecord(open) };
}

/** The hash of a record: over the RFC 8785 form of everything but the hash. */
export function hashRecord(record: Omit<LedgerRecord, "hash"> & { readonly hash?: string }): string {
  const { hash, ...open } = record;
  return digestOf(canonicalText(open));
}

/** The RFC 8785 form of a value. @throws LockstepError `bug` */
export function canonicalText(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new LockstepError("bug", "a record has no JSON form");
  return text;
}

/** Whether a text is the RFC 8785 form of the value read from it. What has no such form, or is nested without end, is not. */
export function isCanonical(text: string, value: unknown): boolean {
  try {
    return canonicalize(value) === text;
  } catch {
    return false;
  }
}

/** What JSON keeps of a body; half characters, which RFC 8785 refuses and engines do send, become the replacement mark. */
function wellFormedBody(body: LedgerRecord["body"]): LedgerRecord["body"] {
  const text = JSON.stringify(body, (_, value: unknown) => (typeof value === "string" ? wellFormed(value) : value));
  return JSON.parse(text) as LedgerRecord["body"];
}

function wellFormed(text: string): string {
  return text.replaceAll(/\p{Surrogate}/gu, "\uFFFD");
}
