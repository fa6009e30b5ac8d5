import type { StandingAction } from "#schemas/action";
import type { Engine } from "#schemas/estate";
import type { ExerciseBody, ExerciseNode } from "#schemas/exercise";
import type { Policy } from "#schemas/policy";
import type { Runbook } from "#schemas/runbook";
import { type ActionRequest, planAction } from "#services/core/action/plan-action";
import { carriedTiers } from "#services/core/exercise/carried-tiers";
import { isSameExercise } from "#services/core/exercise/is-same-exercise";
import { objectiveOf } from "#services/core/exercise/objective-of";
import { type ExerciseRequest, planExercise, planTimes } from "#services/core/exercise/plan-exercise";
import type { SealedExercise } from "#services/core/exercise/read-exercises";
import { pairOf } from "#services/core/readiness/pair-of";
import type { EstateRepository } from "#services/ports/estate-repository";
import { type ActionContext, raiseAction } from "../action/keep-actions.js";
import { appendUnlessKnown } from "../append-unless-known.js";
import { exercisesOnRecord } from "./exercises-on-record.js";
import { findLooks } from "./find-looks.js";

export interface ExerciseContext extends ActionContext {
  readonly engine: Engine;
  readonly repository: Pick<EstateRepository, "openSnapshot">;
  readonly interfaceKinds: readonly string[];
  readonly policy: Policy;
  /** `undefined` where policy/runbook.yaml cannot be read. */
  readonly runbook: Runbook | undefined;
}

/** What a person says of an exercise, and what became of its lessons. */
export interface ExerciseAsked extends ExerciseRequest {
  /** `latest`, or a snapshot commit of either node. */
  readonly before: string;
  readonly after: string;
  readonly actions: readonly Pick<ActionRequest, "what" | "owner" | "due">[];
}

export interface KeptExercise {
  readonly recorded: SealedExercise;
  /** The very same stood on record already. */
  readonly wasKnown: boolean;
  readonly actions: readonly StandingAction[];
  /** In sentences. */
  readonly warnings: readonly string[];
}

/**
 * Records an exercise with what checks saw of both nodes before it and after, and raises the actions that came of it. Asking twice, also two at
 * once, records it once; another word on the same exercise, such as its clean-up, takes the place of the earlier.
 *
 * @throws LockstepError `usage`, `selector-unknown`
 */
export async function recordExercise(asked: ExerciseAsked, context: ExerciseContext): Promise<KeptExercise> {
  const { engine, ledger, now } = context;
  const times = planTimes(asked, now());
  const before = await findLooks({ engineId: engine.id, named: asked.before, until: times.startedAt }, ledger);
  const after = await findLooks({ engineId: engine.id, named: asked.after, from: times.endedAt }, ledger);
  const rtoMinutes = await objective(context);
  const body = planExercise(engine.id, asked, times, { before, after, nodes: BOTH, rtoMinutes });
  const at = now().toISOString();
  // Refused before anything is recorded: no exercise stands with half of its actions for a slip in one of them.
  const from = `${body.kind} exercise begun ${body.startedAt}`;
  for (const action of asked.actions) planAction({ ...action, engineId: engine.id, from }, at);
  const { recorded, wasKnown } = await keep(body, asked.by, at, context);
  const actions: StandingAction[] = [];
  for (const action of asked.actions) {
    const request = { ...action, engineId: engine.id, from, by: asked.by, ticket: null };
    actions.push((await raiseAction(request, context)).action);
  }
  return { recorded, wasKnown, actions, warnings: warningsOf(recorded.exercise) };
}

const BOTH = 2;

async function keep(
  body: ExerciseBody,
  by: string,
  at: string,
  { ledger }: Pick<ExerciseContext, "ledger">,
): Promise<Pick<KeptExercise, "recorded" | "wasKnown">> {
  const find = async (): Promise<SealedExercise | undefined> => {
    const last = (await exercisesOnRecord(ledger)).find(({ exercise }) => exercise.id === body.id);
    return last !== undefined && isSameExercise(last.exercise, body) ? last : undefined;
  };
  const kept = await appendUnlessKnown({ type: "exercise", actor: by, at, body }, ledger, find);
  if ("known" in kept) return { recorded: kept.known, wasKnown: true };
  const { seq, hash } = kept.record;
  return { recorded: { record: seq, hash, at, by, exercise: body }, wasKnown: false };
}

/** The tiers are those that production carried when it was last read. */
async function objective({
  engine,
  repository,
  policy,
  interfaceKinds,
  runbook,
}: ExerciseContext): Promise<number | null> {
  if (runbook?.objectives === undefined) return null;
  const stored = await repository.openSnapshot(engine.id, pairOf(engine).production.id);
  const entries = stored?.snapshot.entries ?? [];
  return objectiveOf(runbook, engine.id, carriedTiers(engine, policy, { entries, interfaceKinds }));
}

function warningsOf({ kind, cleanedUp, before, after, rtoMinutes, minutes }: ExerciseBody): string[] {
  const isDeed = kind !== "table-top";
  return [
    ...(cleanedUp ? [] : ["It does not count until it is recorded again, with its clean-up."]),
    ...(isDeed && before.length < BOTH ? ["No check before it read both nodes, so it proves nothing."] : []),
    ...(isDeed && after.length < BOTH
      ? ["No check since it ended read both nodes: run 'lockstep check', then record it again."]
      : []),
    ...otherThanBefore(before, after),
    ...(rtoMinutes === null
      ? ["How long it may take is not known: say it, or write objectives into policy/runbook.yaml."]
      : []),
    ...(rtoMinutes !== null && minutes > rtoMinutes
      ? [`It took ${minutes} minutes, and ${rtoMinutes} are allowed.`]
      : []),
  ];
}

/** No fault by itself: what was mended meanwhile differs too. */
function otherThanBefore(before: readonly ExerciseNode[], after: readonly ExerciseNode[]): string[] {
  const changed = after.filter(({ nodeId, digest }) =>
    before.some((node) => node.nodeId === nodeId && node.digest !== digest),
  );
  if (changed.length === 0) return [];
  const nodes = changed.map(({ nodeId }) => nodeId).join(" and ");
  return [`${nodes}: not as before the exercise. See that nothing of it was left behind.`];
}
