import type { ChangeTicket } from "#schemas/change-ticket";
import { changeSetDigest } from "./change-set-digest.js";

/** What a ticket's digests say was approved. */
export interface ApprovedContent {
  /** One for each artefact. */
  readonly changes: readonly string[];
  /** The ticket also holds the digest of all of them together, so nothing more was approved with it. */
  readonly isWhole: boolean;
}

/** More digests than these are not tried as a set: each is held against all others. */
const MAX_DIGESTS = 500;

/** Tells the digest of the whole set from those of its parts: it is the one that the others give. */
export function approvedContent(ticket: Pick<ChangeTicket, "digests">): ApprovedContent {
  const known = contents.get(ticket) ?? readContent(ticket);
  contents.set(ticket, known);
  return known;
}

/** One ticket may be named by thousands of changes: its set is looked for once. */
const contents = new WeakMap<object, ApprovedContent>();

function readContent({ digests }: Pick<ChangeTicket, "digests">): ApprovedContent {
  const all = [...new Set(digests)].sort();
  const set = all.length > MAX_DIGESTS ? undefined : all.find((digest) => isSetOf(digest, all));
  return { changes: all.filter((digest) => digest !== set), isWhole: set !== undefined };
}

function isSetOf(digest: string, all: readonly string[]): boolean {
  const others = all.filter((other) => other !== digest);
  return others.length > 0 && changeSetDigest(others) === digest;
}
