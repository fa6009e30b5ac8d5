import { setTimeout as sleep } from "node:timers/promises";
import { LockstepError } from "#services/core/errors";

/**
 * Tries until a compare-and-swap succeeds; an attempt gives `undefined` where another writer came first.
 * Waits a little longer, and differently, each time, so that writers do not run in step. Bound: a minute. `signal` ends
 * the waiting; an attempt that succeeded stands.
 *
 * @throws LockstepError `store-conflict`, `aborted`
 */
export async function retrySwap<T>(
  what: string,
  attempt: () => Promise<T | undefined>,
  signal?: AbortSignal,
): Promise<T> {
  const deadline = performance.now() + DEADLINE_MS;
  for (let tries = 1; ; tries++) {
    const result = await attempt();
    if (result !== undefined) return result;
    if (performance.now() > deadline) {
      throw new LockstepError("store-conflict", `${what} was kept busy by other writers for a minute (${tries} tries)`);
    }
    await pause(Math.random() * Math.min(500, 10 * tries), what, signal);
  }
}

const DEADLINE_MS = 60_000;

async function pause(milliseconds: number, what: string, signal: AbortSignal | undefined): Promise<void> {
  try {
    await sleep(milliseconds, undefined, signal ? { signal } : {});
  } catch (cause) {
    throw new LockstepError("aborted", `${what} was not written: stopped while other writers kept it busy`, { cause });
  }
}
