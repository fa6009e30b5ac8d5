import type { IncomingMessage } from "node:http";
import type { Principal } from "#services/core/access/principal";

/** Tells who asks. */
export interface Doorkeeper {
  /** Never throws for what a stranger sends: whoever is not known is `ANONYMOUS`. */
  identify(
    request: Pick<IncomingMessage, "headers" | "headersDistinct"> & { readonly source: string },
  ): Promise<Identified>;
  /** Where a reader who is not known is sent, with the place to come back to; `undefined` where there is no sign-in. */
  signInPath(backTo: string): string | undefined;
}

export interface Identified {
  readonly principal: Principal;
  /** The token that each form of this session bears; `undefined` without a session (a token or nobody). */
  readonly csrf: string | undefined;
  /** Why the token that was shown counts for nothing; left out where none was shown. */
  readonly refusedToken?: "not of the form" | "unknown" | "ended" | "not readable";
}
