import { setTimeout as delay } from "node:timers/promises";

/** Keeps what is written below what GitHub takes of an account: 80 pieces of content a minute, and 500 an hour. */
export interface Pace {
  /** Waits for a turn. Gives the milliseconds that there are to wait, and takes no turn, where they are more than allowed. */
  turn(allowedMs: number, signal: AbortSignal): Promise<number>;
}

export interface PaceLimits {
  /** Default 60: others may use the account, too. */
  readonly perMinute: number;
  /** Default 400. */
  readonly perHour: number;
}

const PACE_LIMITS: PaceLimits = { perMinute: 60, perHour: 400 };
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

export function createPace(limits: Partial<PaceLimits> = {}): Pace {
  const { perMinute, perHour } = { ...PACE_LIMITS, ...limits };
  let turns: number[] = [];
  return {
    async turn(allowedMs, signal) {
      const now = performance.now();
      turns = turns.filter((at) => now - at < HOUR_MS);
      const next = Math.max(now, freeAt(turns, perMinute, MINUTE_MS), freeAt(turns, perHour, HOUR_MS));
      const wait = next - now;
      if (wait > allowedMs) return wait;
      turns.push(next);
      if (wait > 0) await delay(wait, undefined, { signal });
      return 0;
    },
  };
}

/** When one more of a window has room. */
function freeAt(turns: readonly number[], most: number, windowMs: number): number {
  const blocking = turns.at(-most);
  return blocking === undefined ? 0 : blocking + windowMs;
}

const paces = new Map<string, Pace>();

/** The one pace of this process for a host: checks and webhooks that come at once share it. */
export function paceFor(api: string): Pace {
  const pace = paces.get(api) ?? createPace();
  paces.set(api, pace);
  return pace;
}
