import type { StandingAction } from "#schemas/action";
import type { SealedExercise } from "#services/core/exercise/read-exercises";
import { actionsOnRecord } from "#services/jobs/action/actions-on-record";
import { type ActionContext, closeAction, type KeptAction, raiseAction } from "#services/jobs/action/keep-actions";
import { exercisesOnRecord } from "#services/jobs/exercise/exercises-on-record";
import { type ExerciseAsked, type KeptExercise, recordExercise } from "#services/jobs/exercise/record-exercise";
import { engineIn } from "./in-force.js";
import type { Site } from "./open-site.js";
import { ticketReader } from "./ticketing.js";

/** What people practise over an open estate, and what they mean to do after it. */
export interface Practising {
  /** Records an exercise of an engine, with what checks saw before it and after. */
  recordExercise(engineId: string, asked: ExerciseAsked): Promise<KeptExercise>;
  /** Newest first. */
  exercises(): Promise<readonly SealedExercise[]>;
  raiseAction(engineId: string, asked: RaiseAsked): Promise<KeptAction>;
  closeAction(asked: Parameters<typeof closeAction>[0]): Promise<KeptAction>;
  /** As they stand now: what is due first, first. */
  actions(): Promise<readonly StandingAction[]>;
}

type RaiseAsked = Omit<Parameters<typeof raiseAction>[0], "engineId">;

export function practisingOver(site: Site): Practising {
  const {
    repository,
    ledger,
    now,
    context: { sealPerson },
  } = site;

  async function contextOf(): Promise<ActionContext & { readonly governed: Awaited<ReturnType<Site["inForce"]>> }> {
    const governed = await site.inForce();
    return { governed, ledger, sealPerson, now, policy: governed.policy, readTicket: ticketReader(governed, site) };
  }

  return {
    async recordExercise(engineId, asked) {
      const { governed, ...context } = await contextOf();
      const engine = engineIn(governed.estate, engineId);
      const { runbook } = await site.governed();
      const { interfaceKinds } = site.dialectOf(engine);
      const { policy } = governed;
      return await recordExercise(asked, { ...context, engine, repository, interfaceKinds, policy, runbook });
    },
    exercises: () => exercisesOnRecord(ledger),
    async raiseAction(engineId, asked) {
      const { governed, ...context } = await contextOf();
      return await raiseAction({ ...asked, engineId: engineIn(governed.estate, engineId).id }, context);
    },
    closeAction: async (asked) => closeAction(asked, await contextOf()),
    actions: () => actionsOnRecord(ledger, now().toISOString()),
  };
}
