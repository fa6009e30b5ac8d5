import type { JobQueueContext } from "./job-queue-context.js";

/** Tells of a fault that nobody waits for. */
export type Complain = (error: unknown) => void;

const SAME_AGAIN_MS = 60_000;

/** A server that is down is told of once a minute, not at each of the attempts to reach it. */
export function complainer({ logger, now, shownAddress }: JobQueueContext): Complain {
  const told = new Map<string, number>();
  return (error) => {
    const text = error instanceof Error ? error.message : String(error);
    const at = now().getTime();
    for (const [other, then] of told) if (at - then >= SAME_AGAIN_MS) told.delete(other);
    if (told.has(text)) return;
    told.set(text, at);
    logger?.warn("the queue complains", { address: shownAddress, error });
  };
}
