import canonicalize from "canonicalize";
import type { ExerciseBody, ExerciseKind, ExerciseNode, ExerciseOutcome } from "#schemas/exercise";
import { LockstepError } from "../errors.js";
import { assertSomebody } from "../people/assert-somebody.js";
import { assertRecordable } from "../privacy/assert-recordable.js";
import { digestOf } from "../text/digest.js";

/** What a person says of an exercise. */
export interface ExerciseRequest {
  readonly kind: ExerciseKind;
  /** Instants with their zone, RFC 3339. */
  readonly startedAt: string;
  readonly endedAt: string;
  readonly outcome: ExerciseOutcome;
  readonly cleanedUp: boolean;
  /** Left out: what policy/runbook.yaml says. */
  readonly rtoMinutes?: number | undefined;
  readonly lessons: readonly string[];
  readonly by: string;
}

/** When it was. */
export interface ExerciseTimes {
  readonly startedAt: string;
  readonly endedAt: string;
  readonly minutes: number;
}

/** What checks and policy say of it. */
export interface ExerciseFacts {
  readonly before: readonly ExerciseNode[];
  readonly after: readonly ExerciseNode[];
  /** As many nodes as must have been looked at. */
  readonly nodes: number;
  readonly rtoMinutes: number | null;
}

/**
 * Reads the times of an exercise, in UTC.
 *
 * @throws LockstepError `usage` where one is no instant, it ends before it began, or has not ended at `now`
 */
export function planTimes(
  { startedAt, endedAt }: Pick<ExerciseRequest, "startedAt" | "endedAt">,
  now: Date,
): ExerciseTimes {
  const [start, end] = [instantOf("beginning", startedAt), instantOf("end", endedAt)];
  if (end <= start) throw new LockstepError("usage", "The exercise ended before it began: see the two times.");
  if (end > now.getTime())
    throw new LockstepError("usage", "The end of the exercise lies in the future: record it when it is over.");
  if (end - start > MAX_DAYS * DAY_MS)
    throw new LockstepError("usage", `The exercise lasted for more than ${MAX_DAYS} days: see the two times.`);
  const [from, to] = [new Date(start).toISOString(), new Date(end).toISOString()];
  return { startedAt: from, endedAt: to, minutes: Math.round((end - start) / MINUTE_MS) };
}

/**
 * Puts the record of an exercise together. It counts only with its clean-up, and where both nodes were looked at before and after.
 *
 * @throws LockstepError `usage` where words may not be recorded, or whoever records it is nobody
 */
export function planExercise(
  engineId: string,
  request: ExerciseRequest,
  times: ExerciseTimes,
  { before, after, nodes, rtoMinutes }: ExerciseFacts,
): ExerciseBody {
  assertSomebody("person who records it", request.by);
  if (request.lessons.length > MAX_LESSONS)
    throw new LockstepError("usage", `An exercise has at most ${MAX_LESSONS} lessons: put them together.`);
  for (const lesson of request.lessons) assertRecordable("lesson", lesson);
  const { kind, outcome, cleanedUp } = request;
  const isSeen = kind === "table-top" || (before.length >= nodes && after.length >= nodes);
  const identity = { engineId, kind, startedAt: times.startedAt, endedAt: times.endedAt };
  return {
    id: digestOf(canonicalize(identity) ?? ""),
    ...{ engineId, kind, ...times, outcome, cleanedUp },
    rtoMinutes: request.rtoMinutes ?? rtoMinutes,
    complete: cleanedUp && isSeen,
    before: [...before],
    after: [...after],
    lessons: [...request.lessons],
  };
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const MAX_DAYS = 31;
const MAX_LESSONS = 20;

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/;

/** A time without its zone is an hour off for half of the year. */
function instantOf(part: string, text: string): number {
  const time = INSTANT.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(time)) return time;
  throw new LockstepError("usage", `The ${part} of the exercise is no instant with its zone.`, {
    remedy: "Write it as 2026-10-13T09:30:00+01:00, or in UTC with Z at its end.",
  });
}
