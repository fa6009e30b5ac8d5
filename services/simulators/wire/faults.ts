/**
 * What goes wrong on request on the way to any engine. A path is one of the engine's own without its query; `*` is every path. May
 * be changed while a simulator runs.
 */
export interface WireFaults {
  /** The answer ends after half its bytes: as if it were whole, or with the connection cut. */
  readonly truncate?: { readonly path: string; readonly how: HowCut };
  /** Milliseconds before the answer begins. */
  readonly slow?: { readonly path: string; readonly ms: number };
  /** Another status than 200, in the form in which the engine gives it; the first `times` requests only, where given. */
  readonly status?: { readonly path: string; readonly code: number; readonly times?: number };
  /** 302 to a login page, as a proxy or access gateway in front of the engine does. */
  readonly redirectToLogin?: string;
  /** 200 with an HTML login page. */
  readonly loginPage?: string;
  /** 200 with bytes that are not what was asked for. */
  readonly garbage?: string;
  /** An answer without an end. */
  readonly hugeBody?: string;
  /** The request is never answered. */
  readonly hang?: string;
  /** The connection is reset instead of an answer; the first `times` requests only, where given. */
  readonly resetConnection?: { readonly path: string; readonly times?: number };
  /** All sessions end after so many requests in a session; `times` sessions in a row (default 1). */
  readonly expireSession?: { readonly afterRequests: number; readonly times?: number };
  /** The server's clock runs ahead by so many milliseconds. */
  readonly clockSkewMs?: number;
}

/** How an answer ends too soon. */
export type HowCut = "clean-end" | "cut-connection";

/** Whether a fault's path is the requested one; `*` leaves out what is open to anybody. */
export function hits(faultPath: string | undefined, path: string, isOpen = false): boolean {
  return faultPath === path || (faultPath === "*" && !isOpen);
}
