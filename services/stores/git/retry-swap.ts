import { setTimeout as sleep } from "node:timers/promises";
import { LockstepError } from "#services/core/errors";

/**
 * Tries until a compare-and-swap succeeds; an attempt gives `undefined` where another writer came first.
 * Waits a little longer, and differently, each time, so that writers do not run in step. Bound: a minute.
 *
 * @throws LockstepError `store-conflict`
 */
export async function retrySwap<T>(what: string, attempt: () => Promise<T | undefined>): Promise<T> {
  const deadline = performance.now() + DEADLINE_MS;
  for (let tries = 1; ; tries++) {
    const result = await attempt();
    if (result !== undefined) return result;
    if (performance.now() > deadline) {
      throw new LockstepError("store-conflict", `${what} was kept busy by other writers for a minute (${tries} tries)`);
    }
    await sleep(Math.random() * Math.min(500, 10 * tries));
  }
}

const DEADLINE_MS = 60_000;
