/**
 * What goes wrong on request. A path is one below `/api` without its query, for example `/channels`; `*` is every path that
 * needs a login. May be changed while the simulator runs.
 */
export interface MirthFaults {
  /** The answer ends after half its bytes: as if it were whole, or with the connection cut. */
  readonly truncate?: { readonly path: string; readonly how: "clean-end" | "cut-connection" };
  /** Milliseconds before the answer begins. */
  readonly slow?: { readonly path: string; readonly ms: number };
  /** Another status than 200, with an HTML body; the first `times` requests only, where given. */
  readonly status?: { readonly path: string; readonly code: number; readonly times?: number };
  /** 302 to a login page, as a proxy in front of the engine does. */
  readonly redirectToLogin?: string;
  /** 200 with an HTML login page. */
  readonly loginPage?: string;
  /** 200 with bytes that are no XML. */
  readonly garbage?: string;
  /** An answer without an end. */
  readonly hugeBody?: string;
  /** The request is never answered. */
  readonly hang?: string;
  /** The connection is reset instead of an answer; the first `times` requests only, where given. */
  readonly resetConnection?: { readonly path: string; readonly times?: number };
  /** All sessions end after so many authorised requests; `times` sessions in a row (default 1). */
  readonly expireSession?: { readonly afterRequests: number; readonly times?: number };
  /** 204 instead of a list, as role-based access does for what is hidden. */
  readonly noContent?: string;
  /** The id another server would give. */
  readonly wrongServerId?: string;
  /** The server's clock runs ahead by so many milliseconds. */
  readonly clockSkewMs?: number;
  /** `/server/status` says so: 1 unavailable, 2 starting, 3 initial deploy; for the first `times` questions only, where given. */
  readonly engineStatus?: { readonly status: 1 | 2 | 3; readonly times?: number };
}

/** Whether a fault's path is the requested one. */
export function hits(faultPath: string | undefined, path: string): boolean {
  return faultPath === path || (faultPath === "*" && path !== "/server/status" && path !== "/server/version");
}

/** Counts how often each fault has struck, for those that strike a number of times only. */
export class FaultCounter {
  private readonly struck = new Map<string, number>();
  private requestsInSession = 0;
  private expired = 0;

  /** True while the fault named has struck fewer than `times` times; counts this time. */
  strike(name: string, times = Number.POSITIVE_INFINITY): boolean {
    const before = this.struck.get(name) ?? 0;
    if (before >= times) return false;
    this.struck.set(name, before + 1);
    return true;
  }

  /** Whether the session ends at this authorised request. */
  sessionExpires(fault: MirthFaults["expireSession"]): boolean {
    if (fault === undefined || this.expired >= (fault.times ?? 1)) return false;
    this.requestsInSession += 1;
    if (this.requestsInSession <= fault.afterRequests) return false;
    this.requestsInSession = 0;
    this.expired += 1;
    return true;
  }
}
