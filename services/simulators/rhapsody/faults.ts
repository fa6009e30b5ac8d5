/** What goes wrong on request. A path is one without its query, for example `/admin/config`; `*` is every path. */
export interface RhapsodyFaults {
  /** The answer ends after half its bytes: as if it were whole, or with the connection cut. */
  readonly truncate?: { readonly path: string; readonly how: "clean-end" | "cut-connection" };
  /** Milliseconds before the answer begins. */
  readonly slow?: { readonly path: string; readonly ms: number };
  /** Another status than 200; the first `times` requests only, where given. */
  readonly status?: { readonly path: string; readonly code: number; readonly times?: number };
  /** 500, because somebody has the variables checked out in the IDE. */
  readonly variablesCheckedOut?: boolean;
  /** 503 to everything, for the first `times` requests only, where given. */
  readonly maintenance?: { readonly times?: number };
  /** 302 to a login page, as a proxy in front of the engine does. */
  readonly redirectToLogin?: string;
  /** 200 with a login page. */
  readonly loginPage?: string;
  /** 200 with bytes that are not what was asked for. */
  readonly garbage?: string;
  /** An answer without an end. */
  readonly hugeBody?: string;
  /** The request is never answered. */
  readonly hang?: string;
  /** The connection is reset instead of an answer; the first `times` requests only, where given. */
  readonly resetConnection?: { readonly path: string; readonly times?: number };
  /** All sessions end after so many requests; `times` times (default 1). */
  readonly expireSession?: { readonly afterRequests: number; readonly times?: number };
  /** The server's clock runs ahead by so many milliseconds. */
  readonly clockSkewMs?: number;
}

export function hits(faultPath: string | undefined, path: string): boolean {
  return faultPath === path || faultPath === "*";
}

/** Counts how often each fault has struck, for those that strike a number of times only. */
export class FaultCounter {
  private readonly struck = new Map<string, number>();
  private requests = 0;

  /** True while the fault named has struck fewer than `times` times; counts this time. */
  strike(name: string, times = Number.POSITIVE_INFINITY): boolean {
    const before = this.struck.get(name) ?? 0;
    if (before >= times) return false;
    this.struck.set(name, before + 1);
    return true;
  }

  /** Whether the sessions end at this request. */
  sessionsEnd(fault: RhapsodyFaults["expireSession"]): boolean {
    if (fault === undefined) return false;
    this.requests += 1;
    if (this.requests <= fault.afterRequests || !this.strike("session", fault.times ?? 1)) return false;
    this.requests = 0;
    return true;
  }
}
