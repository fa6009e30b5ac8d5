import type { MissedRun } from "#schemas/missed-run";
import type { App } from "#services/app";
import { LockstepError } from "#services/core/errors";
import type { Logger } from "#services/ports/logger";

/** An estate whose people are told of silence. */
export interface WatchedEstate {
  readonly id: string;
  readonly app: { readonly notices?: Pick<App["notices"], "isAnybodyTold" | "watch"> };
}

const EVERY_MS = 5 * 60_000;

/**
 * Makes what tells people of runs that did not happen, of verdicts that have run out and of notices that nobody answers: past the queue, which may be
 * what is silent. Asked more often, it looks each five minutes.
 */
export function silenceTeller({ logger, now }: { readonly logger: Logger; readonly now: () => Date }) {
  const looked = new Map<string, number>();
  return async ({ id, app }: WatchedEstate, missed: readonly MissedRun[]): Promise<void> => {
    const at = now().getTime();
    if (app.notices === undefined || Math.abs(at - (looked.get(id) ?? Number.NEGATIVE_INFINITY)) < EVERY_MS) return;
    looked.set(id, at);
    try {
      if (await app.notices.isAnybodyTold()) await app.notices.watch(missed);
    } catch (error) {
      if (!(error instanceof LockstepError)) throw error;
      logger.error("people could not be told of silence", { estate: id, error });
    }
  };
}
