import type { AccountSeal } from "#services/core/people/seal-account";

/** Seals accounts of engines and people of tickets as they are read, where the estate wants it. */
export interface AccountSealer {
  /** Gives the pseudonym at once; the name is in the book only after `keep`. */
  readonly seal: AccountSeal;
  /** A digest under the same key, of a text that holds names: `hmac:` and 64 hex digits. */
  digest(text: string): string;
  /** Puts every name that was sealed since into the book: before a pseudonym is written anywhere. @throws LockstepError `system-refused` */
  keep(): Promise<void>;
}
