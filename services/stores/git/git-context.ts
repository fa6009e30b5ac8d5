import type { PersonSealer } from "#services/core/people/seal-people";

/** What every step over the estate repository needs to know. */
export interface GitContext {
  /** The bare repository. */
  readonly gitDir: string;
  /** SSH private key (Ed25519) that signs every commit of Lockstep; never in Git. */
  readonly signingKeyFile: string;
  /** Public keys that count, in `ssh-keygen` form. Default: `policy/allowed_signers` on `main`. */
  readonly allowedSignersFile?: string;
  /** Folder outside Git that remembers how far the ledger had come. Left out: a ledger set back is not noticed. */
  readonly ledgerMarkFolder?: string;
  /** Gives people their pseudonyms on the way into the repository. Left out: names stay as they are. */
  readonly sealPerson?: PersonSealer;
  /** Our clock. */
  readonly now: () => Date;
}
