/**
 * What goes wrong on request. A path is one below `/api/atelier` without its query and decoded, for example `/v1/LIVE/docs`;
 * `*` is every path. May be changed while the simulator runs.
 */
export interface IrisFaults {
  /** The answer ends after half its bytes: as if it were whole, or with the connection cut. */
  readonly truncate?: { readonly path: string; readonly how: "clean-end" | "cut-connection" };
  /** Milliseconds before the answer begins. */
  readonly slow?: { readonly path: string; readonly ms: number };
  /** Another status than 200 with a web page instead of JSON, as a web server in between gives; the first `times` only, where given. */
  readonly status?: { readonly path: string; readonly code: number; readonly times?: number };
  /** 500 with `status.errors`. */
  readonly serverError?: string;
  /** 200 with a failure in `status.summary`. */
  readonly softError?: { readonly path: string; readonly summary: string };
  /** 302 to a login page, as an access gateway does. */
  readonly redirectToLogin?: string;
  /** 200 with an HTML login page. */
  readonly loginPage?: string;
  /** 200 with bytes that are no JSON. */
  readonly garbage?: string;
  /** An answer without an end. */
  readonly hugeBody?: string;
  /** The request is never answered. */
  readonly hang?: string;
  /** The connection is reset instead of an answer; the first `times` requests only, where given. */
  readonly resetConnection?: { readonly path: string; readonly times?: number };
  /** All sessions end after so many requests with a cookie; `times` sessions in a row (default 1). */
  readonly expireSession?: { readonly afterRequests: number; readonly times?: number };
  /** The web server cannot reach the instance (504); the first `times` requests only, where given. */
  readonly gatewayDown?: { readonly times?: number };
  /** The id another instance would give. */
  readonly wrongServerId?: string;
  /** The server's clock runs ahead by so many milliseconds. */
  readonly clockSkewMs?: number;
  /** Each line of a document ends with a carriage return. */
  readonly carriageReturns?: true;
}

/** What the account may see. */
export interface NarrowedRights {
  /** No `%Development`. */
  readonly noDevelopment?: true;
  /** Documents that the bulk read says do not exist. */
  readonly hiddenDocuments?: readonly string[];
  /** Namespaces (names) whose list of documents comes out empty. */
  readonly emptyLists?: readonly string[];
  /** Tables without SELECT. */
  readonly deniedTables?: readonly string[];
  /** No `%Admin_Secure`, which the class queries of security ask for. */
  readonly noSecurityAdministration?: true;
  /** Namespaces that are not found. */
  readonly hiddenNamespaces?: readonly string[];
}

/** Whether a fault's path is the requested one. */
export function hits(faultPath: string | undefined, path: string): boolean {
  return faultPath === path || faultPath === "*";
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

  /** Whether the session ends at this request. */
  sessionExpires(fault: IrisFaults["expireSession"]): boolean {
    if (fault === undefined || this.expired >= (fault.times ?? 1)) return false;
    this.requestsInSession += 1;
    if (this.requestsInSession <= fault.afterRequests) return false;
    this.requestsInSession = 0;
    this.expired += 1;
    return true;
  }
}
