import type { JobQueue } from "#services/ports/job-queue";
import type { Logger } from "#services/ports/logger";
import type { ServedWebhook } from "#webhooks/served-webhook";
import type { Doorkeeper } from "./doorkeeper.js";
import type { Route } from "./route.js";
import type { ServedEstate } from "./served-estate.js";

/** What the service answers with. */
export interface HttpContext {
  /** Of an estate where there are several. `undefined` where none of the name is declared, or its secret cannot be read. */
  readonly webhookNamed: (id: string, estate?: string) => ServedWebhook | undefined;
  readonly queue: Pick<JobQueue, "add">;
  readonly logger: Logger;
  readonly now: () => Date;
  readonly limits?: Partial<HttpLimits>;
  /** Default none. */
  readonly estates?: readonly ServedEstate[];
  /** Estates that could not be opened. Default none. */
  readonly closed?: (() => readonly unknown[]) | undefined;
  /** Default: nobody is known. */
  readonly doorkeeper?: Doorkeeper;
  /** Hosts by which requests may name the service. Default: any. */
  readonly allowedHosts?: ReadonlySet<string> | undefined;
  /** Everything beside webhooks and `/healthz`. Default none. */
  readonly routes?: readonly Route[];
}

/** How much one sender may ask for. */
export interface HttpLimits {
  /**
   * Bytes of a body; more is refused with 413. Default 1 MiB: what Lockstep looks at is far smaller, and GitHub's own limit of 25 MB
   * is reached only by pushes whose news the next look finds by itself.
   */
  readonly maxBodyBytes: number;
  /** Requests of one source address in a minute; of somebody who is known, wherever they come from. Default 300. */
  readonly requestsPerMinute: number;
  /** Milliseconds for the queue to take a job. Default 2000. */
  readonly queueMs: number;
  /** Addresses or networks of proxies whose `X-Forwarded-For` is believed. Default none. */
  readonly trustedProxies: readonly string[];
}

export const DEFAULT_HTTP_LIMITS: HttpLimits = {
  maxBodyBytes: 1024 * 1024,
  requestsPerMinute: 300,
  queueMs: 2000,
  trustedProxies: [],
};
