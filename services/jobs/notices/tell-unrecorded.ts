import { LockstepError } from "#services/core/errors";
import type { Sighting } from "#services/core/notices/matters-of-engine";
import { planNotices } from "#services/core/notices/plan-notices";
import { recallNotices } from "#services/core/notices/recall-notices";
import type { NoticeContext, Told } from "./notice-context.js";
import type { Routes } from "./read-routes.js";

/**
 * Makes what tells of a broken record while none can be written: once for each state and channel as long as this process lives, since
 * nothing else can remember it. All else waits until the ledger takes records again.
 */
export function tellUnrecorded(): (sighting: Sighting, routes: Routes, context: NoticeContext) => Promise<Told> {
  const told = new Set<string>();
  return async ({ matters, scopes }, { policy }, context) => {
    if (policy === undefined) return { sent: 0, failed: [] };
    const at = context.now().toISOString();
    const records = matters.filter(({ kind }) => kind === "record");
    const planned = planNotices({ matters: records, scopes }, { told: recallNotices([]), policy, at });
    let sent = 0;
    const failed: Told["failed"][number][] = [];
    for (const { channel, level, since, matters: own } of planned.notices) {
      const as = JSON.stringify([channel, own.map(({ key, state }) => [key, state])]);
      const declared = policy.channels.find(({ id }) => id === channel);
      if (told.has(as) || declared === undefined) continue;
      const { estate, publicUrl } = context;
      const letter = { about: "notice", ...{ estate, publicUrl, at, level, since }, matters: own } as const;
      try {
        const notifier = await context.notifierOf(declared);
        const whole = {
          ...letter,
          id: `unrecorded-${Date.parse(at)}`,
          record: null,
          returns: new Map(),
          withinDays: 0,
        };
        await notifier.send(context.write(whole, notifier.form), context.signal);
        told.add(as);
        sent += 1;
      } catch (error) {
        if (!(error instanceof LockstepError)) throw error;
        context.logger?.error("a notice was not sent", { channel, error });
        failed.push({ channel, code: error.code, retryable: error.retryable });
      }
    }
    return { sent, failed };
  };
}
