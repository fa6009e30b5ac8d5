import type { HubLimits } from "./hub-model.js";

/** What a limit says: how long to wait, or when a quota is full again. */
export type LimitWord =
  | { readonly limit: "secondary"; readonly retryAfterSeconds: number }
  | { readonly limit: "primary"; readonly resetAt: number };

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** Counts requests and what they create, by the simulator's clock. */
export class LimitCounter {
  private readonly limits: HubLimits;
  private created: number[] = [];
  private asked = { since: 0, count: 0 };

  constructor(limits: HubLimits) {
    this.limits = limits;
  }

  /** What stands against one more request; `undefined` where it may be answered, and is counted. */
  count(now: number, creates: boolean): LimitWord | undefined {
    if (now - this.asked.since >= HOUR_MS) this.asked = { since: now, count: 0 };
    if (this.asked.count >= this.limits.requestsPerHour) return { limit: "primary", resetAt: this.resetAt() };
    this.asked.count += 1;
    if (!creates) return undefined;
    this.created = this.created.filter((at) => now - at < HOUR_MS);
    const lastMinute = this.created.filter((at) => now - at < MINUTE_MS);
    const wait =
      waitFor(lastMinute, this.limits.contentPerMinute, MINUTE_MS, now) ??
      waitFor(this.created, this.limits.contentPerHour, HOUR_MS, now);
    if (wait !== undefined) return { limit: "secondary", retryAfterSeconds: Math.max(1, Math.ceil(wait / 1000)) };
    this.created.push(now);
    return undefined;
  }

  remaining(): number {
    return Math.max(0, this.limits.requestsPerHour - this.asked.count);
  }

  resetAt(): number {
    return Math.ceil((this.asked.since + HOUR_MS) / 1000);
  }
}

function waitFor(times: readonly number[], most: number, windowMs: number, now: number): number | undefined {
  const [oldest] = times;
  return times.length < most || oldest === undefined ? undefined : oldest + windowMs - now;
}
