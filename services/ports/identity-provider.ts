/** Says who a person is: where people sign in. */
export interface IdentityProvider {
  /** Begins a sign-in. @throws LockstepError `sign-in-unavailable` */
  begin(): Promise<BegunSignIn>;
  /**
   * Takes what the person came back with.
   *
   * @throws LockstepError `sign-in-unavailable`; `sign-in-refused` where anything of it is not as it was begun, signed and meant for us
   */
  complete(returned: URLSearchParams, kept: KeptSignIn): Promise<Identity>;
}

export interface BegunSignIn {
  /** Where the person is sent to. */
  readonly address: string;
  readonly kept: KeptSignIn;
}

/** What the browser that began a sign-in must still hold when it comes back; nobody else may see it. */
export interface KeptSignIn {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** Who somebody is, as the provider says. */
export interface Identity {
  /** What `policy/access.yaml` calls the account. */
  readonly account: string;
  /** What the provider calls the person; records bear the name that the estate gives. */
  readonly name: string;
  /** `untold`: there are more than the provider writes down, so that none is known. */
  readonly groups: readonly string[] | "untold";
}
