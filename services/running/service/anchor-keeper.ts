import type { App } from "#services/app";
import { LockstepError } from "#services/core/errors";
import type { Logger } from "#services/ports/logger";

/** An estate whose ledger is anchored, whether or not anything is checked in it. */
export interface AnchoredEstate {
  readonly id: string;
  readonly app: Partial<Pick<App, "anchorLedger">>;
}

const EVERY_MS = 60 * 60_000;

/**
 * Makes what records where the ledger of an estate stood at the end of the last month, where no check did: all of them may fail, or be switched off. Asked more often, it looks each
 * hour; a ledger that takes no record is told in the log and tried again in the next one.
 */
export function anchorKeeper({ logger, now }: { readonly logger: Logger; readonly now: () => Date }) {
  const looked = new Map<string, number>();
  return async ({ id, app }: AnchoredEstate): Promise<void> => {
    const at = now().getTime();
    if (app.anchorLedger === undefined || Math.abs(at - (looked.get(id) ?? Number.NEGATIVE_INFINITY)) < EVERY_MS)
      return;
    looked.set(id, at);
    try {
      await app.anchorLedger();
    } catch (error) {
      if (!(error instanceof LockstepError)) throw error;
      logger.error("the ledger of an estate could not be anchored", { estate: id, error });
    }
  };
}
