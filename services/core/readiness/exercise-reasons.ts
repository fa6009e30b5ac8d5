import type { Engine } from "#schemas/estate";
import type { ExerciseKind, KnownExercise } from "#schemas/exercise";
import type { ExerciseRequirement, Policy } from "#schemas/policy";
import type { ReadinessReason } from "#schemas/readiness";
import type { Snapshot } from "#schemas/snapshot";
import { carriedTiers } from "../exercise/carried-tiers.js";

export interface ExerciseInput {
  readonly engine: Pick<Engine, "id" | "owner">;
  readonly at: string;
  readonly policy: Policy;
  /** Of either node. */
  readonly entries: Snapshot["entries"];
  readonly interfaceKinds: readonly string[];
  /** Of each kind the latest that proved the engine. Left out: the verdict is not the engine's own, and none is asked for. */
  readonly exercised?: readonly KnownExercise[] | undefined;
}

const DAY_MS = 86_400_000;
const WANTED: readonly ExerciseKind[] = ["failover", "restore"];

/** Tells that an exercise is owed where policy wants one: a note, and not ready where policy says that it blocks. */
export function exerciseReasons(input: ExerciseInput): ReadinessReason[] {
  const { engine, at } = input;
  const asked = askedOf(input);
  if (asked === undefined) return [];
  const { required, kinds, last } = asked;
  const days = last === undefined ? undefined : Math.floor((Date.parse(at) - Date.parse(last.endedAt)) / DAY_MS);
  if (days !== undefined && days <= required.everyDays) return [];
  const wanted = `policy wants a ${kinds.join(" or ")} exercise every ${required.everyDays} days`;
  return [
    {
      code: "exercise-overdue",
      verdict: required.blocks === true ? "not-ready" : "ready",
      message:
        days === undefined
          ? `No exercise on record proves it, and ${wanted}.`
          : `It was last proven ${days} days ago, and ${wanted}.`,
      owner: engine.owner,
      action: `Carry out the exercise with its clean-up, and record it: 'lockstep exercise record ${engine.id}'.`,
      findings: [],
      subjects: [`exercise ${last?.record ?? "none"}`],
    },
  ];
}

/** Until when an exercise that is not owed yet keeps an engine from being blocked, where policy says that one blocks. */
export function exerciseHoldsUntil(input: ExerciseInput): string | undefined {
  const { required, last } = askedOf(input) ?? {};
  if (required?.blocks !== true || last === undefined) return undefined;
  const until = Date.parse(last.endedAt) + (required.everyDays + 1) * DAY_MS - 1;
  return until < Date.parse(input.at) ? undefined : new Date(until).toISOString();
}

interface Asked {
  readonly required: ExerciseRequirement;
  readonly kinds: readonly ExerciseKind[];
  /** Which proved it last. */
  readonly last: KnownExercise | undefined;
}

function askedOf(input: ExerciseInput): Asked | undefined {
  const required = input.policy.settings.readiness?.exercise;
  if (required === undefined || input.exercised === undefined || !concerns(required, input)) return undefined;
  const kinds = required.kinds ?? WANTED;
  const last = input.exercised
    .filter(({ kind }) => kinds.includes(kind))
    .toSorted((a, b) => Date.parse(b.endedAt) - Date.parse(a.endedAt))[0];
  return { required, kinds, last };
}

function concerns({ tiers }: ExerciseRequirement, input: ExerciseInput): boolean {
  return tiers === undefined || carriedTiers(input.engine, input.policy, input).some((tier) => tiers.includes(tier));
}
