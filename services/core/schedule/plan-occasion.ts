import type { Estate } from "#schemas/estate";
import type { JobRequest } from "#schemas/job-request";
import type { EstateSchedule } from "#schemas/schedule";
import { deadlineMsOf, enginesOf } from "./schedules-of.js";

/** A job that is to be asked of the queue. */
export interface FollowUp {
  readonly request: JobRequest;
  readonly options: { readonly key: string; readonly delayMs?: number; readonly deadlineMs?: number };
}

/** A schedule that is due, or one that was missed. */
export interface DueSchedule {
  readonly schedule: EstateSchedule;
  /** The instant that was meant, ISO 8601 in UTC. */
  readonly at: string;
  readonly estateId?: string;
  /** Those that are missing; left out: all of the schedule. */
  readonly engineIds?: readonly string[];
  /** When what was asked for before and is not on record is asked for anew; left out: it is due for the first time. */
  readonly againAt?: string;
}

type Waited = Exclude<Extract<JobRequest, { job: "keep-reviews" }>["after"], null>;

/** So much longer than one check may take are the reviews of an occasion waited for: checks wait for each other. */
const PATIENCE = 4;

/** Plans what an occasion asks for: a check of each engine, which many workers share, and after them the reviews, where people are asked on a forge. */
export function planOccasion(estate: Pick<Estate, "engines" | "forge">, due: DueSchedule): readonly FollowUp[] {
  const { schedule, at, estateId, engineIds = enginesOf(schedule, estate), againAt } = due;
  const again = againAt === undefined ? [] : ["again"];
  const deadlineMs = deadlineMsOf(schedule);
  const occasion = { schedule: schedule.id, at };
  const named = estateId === undefined ? {} : { estate: estateId };
  const checks = engineIds.map(
    (engineId): FollowUp => ({
      request: {
        job: "check-occasion",
        ...named,
        engineId,
        occasion,
        because: `the schedule ${schedule.id} was ${againAt === undefined ? "due" : "missed"}`,
      },
      options: { key: keyOf(estateId, schedule.id, engineId, at, ...again), deadlineMs },
    }),
  );
  if (estate.forge === undefined || checks.length === 0) return checks;
  const until = new Date(Date.parse(againAt ?? at) + PATIENCE * deadlineMs).toISOString();
  const after = { occasion, engineIds: [...engineIds], until };
  return [
    ...checks,
    planKeeping(after, {
      ...(estateId === undefined ? {} : { estateId }),
      delayMs: FIRST_LOOK_MS,
      round: again.length,
    }),
  ];
}

const FIRST_LOOK_MS = 5_000;

/** Plans a look at whether the runs of an occasion are there, so that the reviews are kept once for all of them. */
export function planKeeping(
  after: Waited,
  { estateId, delayMs, round }: { readonly estateId?: string; readonly delayMs: number; readonly round: number },
): FollowUp {
  const { schedule, at } = after.occasion;
  const named = estateId === undefined ? {} : { estate: estateId };
  return {
    request: { job: "keep-reviews", ...named, after, because: `the schedule ${schedule} was due` },
    options: { key: `${keyOf(estateId, schedule, "reviews", at)}-${round}`, delayMs },
  };
}

function keyOf(estateId: string | undefined, ...parts: readonly string[]): string {
  return [estateId ?? "", ...parts].join("/");
}
