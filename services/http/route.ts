import type { IncomingHttpHeaders } from "node:http";
import type { Permission } from "#services/core/access/permissions";
import type { Principal } from "#services/core/access/principal";
import type { Answer } from "./answer.js";
import type { ServedEstate } from "./served-estate.js";

/**
 * One thing that the service answers, as a row of data: Express is given nothing else (`mountRoutes`), so that nothing can be asked for
 * which no permission stands for, and whoever describes or tests the service walks the same rows.
 */
export type Route = RouteOn<"service", Call> | RouteOn<"estate", EstateCall> | RouteOn<"engine", EngineCall>;

interface RouteOn<On extends Subject, Asked extends Call> {
  readonly method: Method;
  /** As Express reads it; `:estate` and `:engine` stand in it as `on` says. */
  readonly path: string;
  /** What the permission is asked of. With `estate` and `engine` the estate is known before the handler runs, and so is the engine. */
  readonly on: On;
  /** `anyone`: also who is not known. The handler may still show less to those. */
  readonly permission: Permission | "anyone";
  /** Whom it speaks to, which decides how it refuses: `program` by problem+json, `reader` by a page, or by the way to sign in. */
  readonly speaksTo: "program" | "reader";
  /** What its body may be; left out where it takes none. A form of a signed-in person bears the session's token (`csrf`). */
  readonly takes?: "json" | "form" | "bytes";
  /** Bytes of a body. Default: that of the limits. */
  readonly maxBodyBytes?: number;
  /** Requests of one source address in a minute, counted apart. Default: that of the limits, counted with all others. */
  readonly requestsPerMinute?: number;
  readonly handle: (call: Asked) => Answer | Promise<Answer>;
}

export type Method = "get" | "post" | "put" | "delete";
type Subject = "service" | "estate" | "engine";

/** One request, admitted. */
export interface Call {
  /** Whether only the head is asked for: then nothing may be used up by answering. */
  readonly isHead: boolean;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** Address it came from, as far as proxies are believed. */
  readonly source: string;
  /** Parsed JSON, the fields of a form, or bytes, as the route takes it. */
  readonly body: unknown;
  readonly principal: Principal;
  /** To be put into every form of a page; `undefined` where nobody is signed in. */
  readonly csrf: string | undefined;
  readonly at: Date;
  readonly requestId: string;
  /** Ends when whoever asked is gone. */
  readonly signal: AbortSignal;
}

export interface EstateCall extends Call {
  readonly estate: ServedEstate;
}

export interface EngineCall extends EstateCall {
  readonly engineId: string;
}
