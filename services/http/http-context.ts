import type { JobQueue } from "#services/ports/job-queue";
import type { Logger } from "#services/ports/logger";
import type { ServedWebhook } from "#webhooks/served-webhook";

/** What the service answers with. */
export interface HttpContext {
  /** `undefined` where none of the name is declared, or its secret cannot be read. */
  readonly webhookNamed: (id: string) => ServedWebhook | undefined;
  readonly queue: Pick<JobQueue, "add">;
  readonly logger: Logger;
  readonly now: () => Date;
  readonly limits?: Partial<HttpLimits>;
}

/** How much one sender may ask for. */
export interface HttpLimits {
  /**
   * Bytes of a body; more is refused with 413. Default 1 MiB: what Lockstep looks at is far smaller, and GitHub's own limit of 25 MB
   * is reached only by pushes whose news the next look finds by itself.
   */
  readonly maxBodyBytes: number;
  /** Requests of one source address in a minute. Default 300. */
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
