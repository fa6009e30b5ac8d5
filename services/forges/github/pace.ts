import { setTimeout as delay } from "node:timers/promises";

/** Keeps writes below what GitHub takes: 80 a minute and 500 an hour, by everything that uses the account. */
export interface Pace {
  /** Waits for a turn. Gives the milliseconds to wait, and takes no turn, where that is longer than allowed. */
  turn(allowedMs: number, signal: AbortSignal): Promise<number>;
}

export interface PaceLimits {
  /** Writes that may follow each other at once. Default 20. */
  readonly burst: number;
  /** Milliseconds for each further one. Default 1,500: 40 a minute. */
  readonly everyMs: number;
  /** Writes in an hour. Default 400. */
  readonly perHour: number;
}

const PACE_LIMITS: PaceLimits = { burst: 20, everyMs: 1500, perHour: 400 };
const HOUR_MS = 3_600_000;

/** One pace for all sessions of one process. */
export function createPace(limits: Partial<PaceLimits> = {}): Pace {
  const { burst, everyMs, perHour } = { ...PACE_LIMITS, ...limits };
  /** When the bucket is full again. */
  let fullAt = 0;
  let turns: number[] = [];
  return {
    async turn(allowedMs, signal) {
      const now = performance.now();
      turns = turns.filter((at) => now - at < HOUR_MS);
      const [oldest = now] = turns;
      const quota = turns.length < perHour ? 0 : oldest + HOUR_MS - now;
      const wait = Math.max(quota, fullAt - now - (burst - 1) * everyMs, 0);
      if (wait > allowedMs) return wait;
      fullAt = Math.max(fullAt, now) + everyMs;
      turns.push(now + wait);
      if (wait > 0) await delay(wait, undefined, { signal });
      return 0;
    },
  };
}
