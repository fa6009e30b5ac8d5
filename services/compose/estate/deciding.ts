import type { OverrideRequest } from "#services/core/override/plan-override";
import { type Adopted, adoptBaseline } from "#services/jobs/decide/adopt-baseline";
import {
  endOverride,
  grantOverride,
  nameOverrideTicket,
  type Overridden,
  type OverrideContext,
} from "#services/jobs/decide/override-readiness";
import { type Waived, waiveFinding } from "#services/jobs/decide/waive-finding";
import { answerReady } from "#services/jobs/ready/answer-ready";
import { followMain } from "#services/stores/git/working-clone";
import { engineIn } from "./in-force.js";
import type { Site } from "./open-site.js";
import { MAIN_WENT_ON } from "./tell-rederived.js";
import { ticketReader } from "./ticketing.js";

/** What people decide over an open estate by their word alone, beside its reviews. */
export interface Deciding {
  adopt(adoption: {
    engineId: string;
    from: string;
    digest: string;
    approver: string;
    ticket: string | null;
    reviewed: boolean;
  }): Promise<Adopted>;
  /** Permits one finding of the last check until a day. */
  waive(engineId: string, request: Parameters<typeof waiveFinding>[0]): Promise<Waived>;
  /** Sets named reasons aside for some hours. */
  override(engineId: string, request: OverrideRequest & { readonly ticket: string | null }): Promise<Overridden>;
  endOverride(engineId: string, ending: Parameters<typeof endOverride>[0]): Promise<Overridden>;
  nameOverrideTicket(engineId: string, naming: Parameters<typeof nameOverrideTicket>[0]): Promise<Overridden>;
}

export function decidingOver(site: Site): Deciding {
  const { repository, ledger, now, settings } = site;

  async function contextOf(engineId: string): Promise<OverrideContext> {
    const governed = await site.inForce();
    engineIn(governed.estate, engineId);
    return { engineId, ledger, policy: governed.policy, now, readTicket: ticketReader(governed, site) };
  }

  /** Brings the estate's folder up to what was committed, and says so where that cannot be. */
  async function followed<T extends { readonly warnings: readonly string[] }>(done: T): Promise<T> {
    if ((await followMain(settings.storeDir, settings.folder)) !== "left") return done;
    return { ...done, warnings: [...done.warnings, MAIN_WENT_ON] };
  }

  return {
    async adopt({ engineId, ...adoption }) {
      const governed = await site.inForce();
      const { policy } = governed;
      const engine = engineIn(governed.estate, engineId);
      const { separableSources } = site.dialectOf(engine);
      const context = { repository, readTicket: ticketReader(governed, site), policy, now, separableSources };
      return await followed(await adoptBaseline({ engine, ...adoption }, context));
    },
    async waive(engineId, request) {
      const { sealPerson } = site.context;
      const context = { ...(await contextOf(engineId)), repository, sealPerson };
      const waived = await waiveFinding(request, await answerReady(engineId, site, now()), context);
      return waived.given === undefined ? waived : await followed(waived);
    },
    async override(engineId, request) {
      const context = await contextOf(engineId);
      return await grantOverride(request, await answerReady(engineId, site, now()), context);
    },
    endOverride: async (engineId, ending) => endOverride(ending, await contextOf(engineId)),
    nameOverrideTicket: async (engineId, naming) => nameOverrideTicket(naming, await contextOf(engineId)),
  };
}
