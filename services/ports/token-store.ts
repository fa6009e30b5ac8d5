import type { StoredToken } from "#schemas/token";

/** What is kept of the tokens of one estate: never a token itself. */
export interface TokenStore {
  /** @throws LockstepError `system-refused` */
  keep(token: StoredToken): Promise<void>;
  /**
   * As it stands there now, whoever wrote it: one that was revoked a moment ago is not found any more.
   * @throws LockstepError `system-refused` where it stands there and cannot be read
   */
  find(id: string): Promise<StoredToken | undefined>;
  /** In the order in which they were made. What cannot be read is left out, and `find` says why. */
  list(): Promise<readonly ListedToken[]>;
  /** Whether it was there. @throws LockstepError `system-refused` */
  remove(id: string): Promise<boolean>;
  /** Remembers that a token was used, at most once a minute. @throws LockstepError `system-refused` */
  noteUse(id: string, at: Date): Promise<void>;
}

export interface ListedToken {
  readonly token: StoredToken;
  /** To the minute; `undefined`: never. */
  readonly lastUsedAt: string | undefined;
}
