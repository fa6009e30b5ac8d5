/** One login that an engine refused. */
export interface RefusedLogin {
  /** Keyed digest of the credential that was refused; never the credential. */
  readonly credential: string;
  /** `refused`: the engine did not take the credential. `locked`: it looked at the account alone. */
  readonly reason: "refused" | "locked";
  readonly at: string;
}

/** What is remembered of refused logins from one run to the next, by account: a keyed digest of address and user name. */
export interface RefusedLogins {
  find(account: string): Promise<RefusedLogin | undefined>;
  /** @throws LockstepError `system-refused` */
  remember(account: string, refused: RefusedLogin): Promise<void>;
  forget(account: string): Promise<void>;
}
