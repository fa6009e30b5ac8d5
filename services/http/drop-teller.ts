import type { Logger } from "#services/ports/logger";

const EVERY_MS = 60_000;

interface DropTellerContext {
  readonly logger: Logger;
  readonly now: () => Date;
}

/** Tells the log of connections that were dropped, once a minute: whoever opens too many must not fill it as well. */
export function dropTeller({ logger, now }: DropTellerContext): (address: string) => void {
  let toldAt = Number.NEGATIVE_INFINITY;
  let dropped = 0;
  return (address) => {
    dropped += 1;
    const at = now().getTime();
    if (at - toldAt < EVERY_MS) return;
    toldAt = at;
    logger.warn("connections were dropped: there are too many", { source: address, dropped });
    dropped = 0;
  };
}
