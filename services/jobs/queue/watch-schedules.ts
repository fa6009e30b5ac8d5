import type { WatchdogReport } from "#schemas/missed-run";
import type { EstateSchedule } from "#schemas/schedule";
import { LockstepError } from "#services/core/errors";
import { parseGoverned } from "#services/core/policy/parse-governed";
import { findMissedRuns, watchedFrom } from "#services/core/schedule/find-missed-runs";
import { type FollowUp, planOccasion } from "#services/core/schedule/plan-occasion";
import { schedulesOf } from "#services/core/schedule/schedules-of";
import type { EstateRepository, Ledger } from "#services/ports/estate-repository";

/** What the watchdog looks at: the clock, the estate and the ledger, and neither queue nor worker. */
export interface WatchContext {
  readonly repository: Pick<EstateRepository, "governed" | "governedAt" | "versionsOf">;
  readonly ledger: Pick<Ledger, "occasions" | "findHeadFault">;
  readonly now: () => Date;
}

/** Runs that were missed, and how they are asked for anew. */
export interface Watched {
  readonly report: WatchdogReport;
  /** One check for each engine that missed one, of the newest occasion alone; asked for again, the queue knows them. */
  readonly catchUp: readonly FollowUp[];
}

/**
 * Holds the runs that were due against the runs on record. `estateId` names the estate in what is asked of the queue.
 *
 * @throws LockstepError `ledger-broken`, `ledger-rolled-back`, `estate-invalid`: then nobody can tell
 */
export async function watchSchedules(context: WatchContext, estateId?: string): Promise<Watched> {
  const { repository, ledger } = context;
  const fault = await ledger.findHeadFault();
  if (fault !== undefined)
    throw new LockstepError(fault.code, `The ledger cannot tell which runs happened: ${fault.problem}.`);
  const { estate } = parseGoverned((await repository.governed()).files);
  if (estate === undefined)
    throw new LockstepError("estate-invalid", "estate.yaml on main is not in force: nobody can tell what is due.");
  const now = context.now();
  const schedules = schedulesOf(estate);
  const from = new Date(Math.min(now.getTime(), ...schedules.map((schedule) => watchedFrom(schedule, now).getTime())));
  const met = await ledger.occasions(from, now);
  const since = await readSince(from, repository);
  const missed = findMissedRuns({ estate, met, since, now });
  const catchUp = schedules.flatMap((schedule) => {
    const late = missed.filter((run) => run.schedule === schedule.id);
    const [first] = late;
    if (first === undefined) return [];
    const due = {
      schedule,
      at: first.dueAt,
      againAt: now.toISOString(),
      engineIds: late.map(({ engineId }) => engineId),
    };
    return planOccasion(estate, { ...due, ...(estateId === undefined ? {} : { estateId }) });
  });
  return {
    report: { schema: "lockstep/watchdog@1", estate: estate.estate, at: now.toISOString(), missed: [...missed] },
    catchUp,
  };
}

/** Since when each schedule checks each engine: what `estate.yaml` began to ask for yesterday was not missed the day before. */
async function readSince(
  from: Date,
  repository: WatchContext["repository"],
): Promise<(schedule: EstateSchedule, engineId: string) => Date> {
  const open = new Set<string>();
  const begun = new Map<string, Date>();
  let isNewest = true;
  for await (const { commit, at } of repository.versionsOf("estate.yaml")) {
    const keys = keysOf(parseGoverned((await repository.governedAt(commit)).files).estate);
    if (isNewest) for (const key of keys) open.add(key);
    isNewest = false;
    for (const key of [...open]) {
      if (keys.has(key)) begun.set(key, at);
      else open.delete(key);
    }
    if (at < from || open.size === 0) break;
  }
  return (schedule, engineId) => begun.get(keyOf(schedule, engineId)) ?? from;
}

function keysOf(estate: ReturnType<typeof parseGoverned>["estate"]): ReadonlySet<string> {
  if (estate === undefined) return new Set();
  return new Set(
    schedulesOf(estate).flatMap((schedule) =>
      (schedule.engines ?? estate.engines.map(({ id }) => id)).map((engineId) => keyOf(schedule, engineId)),
    ),
  );
}

function keyOf({ id, cron, timeZone }: EstateSchedule, engineId: string): string {
  return [id, cron, timeZone, engineId].join("\0");
}
