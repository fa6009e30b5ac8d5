import { type App, openApp } from "#services/app";
import type { Settings } from "#services/config";
import { LockstepError } from "#services/core/errors";
import type { ToldVerdict } from "#services/core/gate/told-verdict";
import { untoldVerdict } from "#services/core/gate/untold-verdict";
import { planTelling } from "#services/jobs/ready/plan-telling";
import type { VerdictTeller } from "#services/ports/verdict-teller";
import { openStoreWatch } from "#services/stores/git/open-store-watch";
import { reasonOfError } from "./reason-of-error.js";

/** What of the settings a telling needs: no password, and no environment to find one in. */
export type TellingSettings = Omit<Settings, "environment" | "queueUrl">;

/** How long what could not be told stands before it is tried again. */
const AGAIN_MS = 15_000;

/** Tells verdicts in this thread, one after the other. */
export function createVerdictTeller(told: TellingSettings): VerdictTeller {
  const settings: Settings = { ...told, environment: {}, queueUrl: undefined };
  const watch = openStoreWatch({ gitDir: settings.storeDir, ledgerMarkFolder: settings.ledgerMarkFolder });
  let at = new Date(0);
  let opened: Promise<App> | undefined;
  let tail: Promise<unknown> = Promise.resolve();

  function app(): Promise<App> {
    opened ??= openApp(settings, () => at);
    return opened;
  }

  async function tellNow(engineId: string, instant: Date): Promise<ToldVerdict> {
    try {
      at = instant;
      return await (await app()).tellVerdict(engineId);
    } catch (error) {
      opened = undefined;
      const goodUntil = new Date(instant.getTime() + AGAIN_MS).toISOString();
      return untoldVerdict(engineId, reasonOfError(error), { toldAt: instant.toISOString(), goodUntil });
    }
  }

  return {
    tell(engineId, instant) {
      const telling = tail.then(() => tellNow(engineId, instant));
      tail = telling;
      return telling;
    },
    async runbook(engineId, instant) {
      const writing = tail.then(async () => {
        at = instant;
        return await (await app()).runbook(engineId);
      });
      // What one could not be told is no reason not to tell the next.
      tail = writing.catch(() => undefined);
      return await writing;
    },
    async plan(from, to) {
      // The rule packs of a site are read when the app is opened.
      if (from.marks.branches["main"] !== to.branches["main"]) opened = undefined;
      return await planTelling(from, to, { watch, ledger: (await app()).ledger });
    },
    async engines() {
      try {
        return (await (await app()).estate()).engines.map(({ id }) => id);
      } catch (error) {
        if (error instanceof LockstepError) return { unread: reasonOfError(error) };
        throw error;
      }
    },
    close: async () => void (await tail),
  };
}
