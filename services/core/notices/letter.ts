import type { ToldMatter } from "#schemas/notice-record";
import type { Matter } from "./matter.js";

/** What every message says of itself. */
export interface Sent {
  /** Id of the estate. */
  readonly estate: string;
  /** Address of the service, for links; `null` where it has none. */
  readonly publicUrl: string | null;
  readonly at: string;
  /** The same message has the same id. */
  readonly id: string;
}

/** One message about what is told at once, as values: how it reads is another matter. */
export interface NoticeLetter extends Sent {
  readonly about: "notice";
  /** The number of the ledger record that claimed it, by which people say that they have seen it; `null` while the ledger takes no record. */
  readonly record: number | null;
  /** More than 0: nobody answered the level before. */
  readonly level: number;
  /** Since when it stands. */
  readonly since: string;
  /** Of an escalation only what was recorded is known. */
  readonly matters: readonly (Matter | ToldMatter)[];
  /** By key, how often it came back lately; only what came back often enough to say so. */
  readonly returns: ReadonlyMap<string, number>;
  /** How many days are looked back over. */
  readonly withinDays: number;
}

/** The nightly digest. */
export interface DigestLetter extends Sent {
  readonly about: "digest";
  readonly news: readonly Matter[];
  readonly standing: readonly Matter[];
  readonly settled: readonly ToldMatter[];
  readonly returns: ReadonlyMap<string, number>;
  readonly withinDays: number;
}

/** The newest record of the ledger, to be kept where nobody can write it anew. */
export interface HeadLetter extends Sent {
  readonly about: "ledger-head";
  readonly head: LedgerHead;
  /** The newest record of the last month that was anchored; `null` while there is no anchor. */
  readonly anchor: { readonly month: string; readonly seq: number; readonly hash: string } | null;
}

/** The end of a ledger. */
export interface LedgerHead {
  readonly seq: number;
  readonly hash: string;
  readonly commit: string;
}

/** Whether the way works. */
export interface TrialLetter extends Sent {
  readonly about: "trial";
  readonly channel: string;
}

export type AnyLetter = NoticeLetter | DigestLetter | HeadLetter | TrialLetter;
