import { Type } from "typebox";
import { ActionReport } from "#schemas/actions-report";
import { ActionCloseRequest, ActionRequest, ExerciseRequest } from "#schemas/api/practice-requests";
import { ExerciseReport } from "#schemas/exercise-report";
import type { Refusal } from "../answer.js";
import { refuseRole } from "../refuse-role.js";
import type { EngineCall } from "../route.js";
import { actorOf } from "./actor-of.js";
import { give, type Operation, operation } from "./operation.js";

const ON = { method: "post", on: "engine", permission: "practise" } as const;

/** Exercises, and what is to be done after them, by the word of whoever asks. What there is of both is told with the decisions. */
export const PRACTICE_OPERATIONS: readonly Operation[] = [
  operation({
    id: "recordExercise",
    tag: "decisions",
    says: "Records an exercise with what checks saw before it and after. The same again writes nothing; its clean-up may be told later.",
    ...{ ...ON, path: "/estates/:estate/engines/:engine/exercises" },
    body: ExerciseRequest,
    gives: ExerciseReport,
    status: 201,
    async handle(call, { body: { before = "latest", after = "latest", lessons = [], actions = [], ...said } }) {
      const by = actorOf(call.principal);
      if (by === undefined) return refuseEngineRole(call);
      const { app } = call.estate;
      const kept = await app.recordExercise(call.engineId, { ...said, before, after, lessons, actions, by });
      const { hash: _hash, ...recorded } = kept.recorded;
      const { lastProven = null } = (await app.ready(call.engineId)).ready;
      return give({
        schema: "lockstep/exercise-report@1",
        ...{ recorded, wasKnown: kept.wasKnown, lastProven },
        ...{ actions: [...kept.actions], warnings: [...kept.warnings] },
      });
    },
  }),
  operation({
    id: "raiseAction",
    tag: "decisions",
    says: "Raises an action with an owner and a day. The same one raised twice is one.",
    ...{ ...ON, path: "/estates/:estate/engines/:engine/actions" },
    body: ActionRequest,
    gives: ActionReport,
    status: 201,
    async handle(call, { body: { ticket = null, ...said } }) {
      const by = actorOf(call.principal);
      if (by === undefined) return refuseEngineRole(call);
      return reportOf(await call.estate.app.raiseAction(call.engineId, { ...said, ticket, by }));
    },
  }),
  operation({
    id: "closeAction",
    tag: "decisions",
    says: "Says that an action is done, by a further record. Of two who close it at once the first counts.",
    ...{ ...ON, path: "/estates/:estate/engines/:engine/actions/:action/close" },
    params: { action: Type.String({ pattern: "^a-[0-9a-f]{8}$", description: "its id" }) },
    body: ActionCloseRequest,
    gives: ActionReport,
    async handle(call, { body: { note } }) {
      const by = actorOf(call.principal);
      if (by === undefined) return refuseEngineRole(call);
      const { engineId, params } = call;
      return reportOf(await call.estate.app.closeAction({ id: params["action"] ?? "", engineId, note, by }));
    },
  }),
];

function refuseEngineRole({ principal, estate, engineId }: EngineCall): Refusal {
  return refuseRole(principal, ON.permission, { estate: estate.id, engine: engineId });
}

type Kept = Awaited<ReturnType<EngineCall["estate"]["app"]["raiseAction"]>>;

function reportOf({ action, wasKnown, warnings }: Kept) {
  return give({ schema: "lockstep/action-report@1" as const, action, wasKnown, warnings: [...warnings] });
}
