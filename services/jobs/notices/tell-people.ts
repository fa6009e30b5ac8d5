import type { CheckReport, EngineReport } from "#schemas/check-report";
import type { Engine } from "#schemas/estate";
import type { StandingNotice } from "#schemas/notices-report";
import type { NoticeChannel } from "#schemas/notifications";
import { LockstepError } from "#services/core/errors";
import { numberOf, seenAs } from "#services/core/notices/recall-notices";
import type { Watched } from "#services/core/notices/silence-matters";
import type { CronInZone } from "#services/core/schedule/next-instant";
import { lookForMatters } from "./look-for-matters.js";
import type { NoticeContext, Told } from "./notice-context.js";
import { type Routes, readRoutes } from "./read-routes.js";
import { readTold } from "./read-told.js";
import { remedyOfChannel } from "./remedy-of-channel.js";
import { tellDigest } from "./tell-digest.js";
import { tellNow } from "./tell-now.js";
import { tellUnrecorded } from "./tell-unrecorded.js";
import { type Missed, watchRuns } from "./watch-runs.js";

type Base = Omit<NoticeContext, "signal" | "estate">;

/** Makes what tells the people of an estate. `reportOf` gives the last report on an engine. */
export function tellPeople(base: Base, reportOf: (engineId: string) => Promise<EngineReport | undefined>) {
  const unrecorded = tellUnrecorded();

  async function open(signal: AbortSignal | undefined): Promise<{ context: NoticeContext; routes: Routes }> {
    const { policyCommit } = await readTold(base.ledger);
    const routes = await readRoutes(base, policyCommit);
    const estate = routes.governed.estate?.estate ?? "estate";
    return { routes, context: { ...base, estate, ...(signal && { signal }) } };
  }

  async function reportsOf(engines: readonly Engine[], ids: readonly string[]): Promise<readonly EngineReport[]> {
    const reports: EngineReport[] = [];
    for (const { id } of engines) {
      if (ids.length > 0 && !ids.includes(id)) continue;
      const report = await reportOf(id);
      if (report !== undefined) reports.push(report);
    }
    return reports;
  }

  async function tellOf(looked: Parameters<typeof lookForMatters>[0], signal: AbortSignal | undefined): Promise<Told> {
    const { context, routes } = await open(signal);
    const sighting = await lookForMatters(looked, routes, context);
    try {
      return await tellNow(sighting, routes, context);
    } catch (error) {
      // A ledger that takes no record cannot remember what was told, and is itself what people have to be told of.
      if (!(error instanceof LockstepError) || !UNRECORDABLE.has(error.code)) throw error;
      return await unrecorded(sighting, routes, context);
    }
  }

  return {
    async isAnybodyTold(): Promise<boolean> {
      const { routes } = await open(undefined);
      return routes.policy !== undefined;
    },

    afterRun: ({ engines }: Pick<CheckReport, "engines">, signal?: AbortSignal): Promise<Told> =>
      tellOf({ reports: engines, watched: engines.map(watchedOf) }, signal),

    async tell(engineIds: readonly string[], signal?: AbortSignal): Promise<Told> {
      const { routes } = await open(signal);
      const reports = await reportsOf(routes.governed.estate?.engines ?? [], engineIds);
      return assertTaken(await tellOf({ reports, watched: [] }, signal));
    },

    async nightly(signal?: AbortSignal): Promise<Told> {
      const { context, routes } = await open(signal);
      const reports = await reportsOf(routes.governed.estate?.engines ?? [], []);
      const sighting = await lookForMatters({ reports, watched: [] }, routes, context);
      return assertTaken(await tellDigest(sighting, routes, context));
    },

    async watch(missed: readonly Missed[], signal?: AbortSignal): Promise<Told> {
      const { routes } = await open(signal);
      const watched = await watchRuns(routes.governed.estate?.engines ?? [], missed, base);
      return await tellOf({ reports: [], watched }, signal);
    },

    async standing(): Promise<readonly StandingNotice[]> {
      const { entries, seen } = await readTold(base.ledger);
      return [...entries.values()]
        .filter(({ matter }) => matter.isUrgent)
        .map((entry) => {
          const { channel, level, since, matter, state } = entry;
          const seenBy = seen.get(seenAs(matter.key, matter.state))?.by ?? null;
          return { channel, level, since, matter, state, record: numberOf(entry), seenBy };
        });
    },

    async tryChannel(id: string, signal?: AbortSignal): Promise<void> {
      const { context, routes } = await open(signal);
      const channels = routes.policy?.channels ?? [];
      const channel = channels.find((each) => each.id === id);
      if (channel === undefined) {
        const known = channels.map((each) => each.id).join(", ");
        throw new LockstepError("selector-unknown", `There is no channel '${id}'; there are: ${known || "none"}.`, {
          remedy: "Channels stand in policy/notifications.yaml, and count once they are committed on main.",
        });
      }
      const { estate, publicUrl } = context;
      const at = context.now().toISOString();
      const letter = {
        about: "trial",
        ...{ estate, publicUrl, at },
        id: `trial-${Date.parse(at)}`,
        channel: id,
      } as const;
      try {
        const notifier = await context.notifierOf(channel);
        await notifier.send(context.write(letter, notifier.form), signal);
      } catch (error) {
        throw ofTrial(error, channel);
      }
    },

    async digestSchedule(): Promise<CronInZone> {
      const { routes } = await open(undefined);
      const { at = "07:00", timeZone = "Europe/London" } = routes.policy?.digest ?? {};
      const [hour, minute] = at.split(":").map(Number);
      return { cron: `${minute} ${hour} * * *`, timeZone };
    },
  };
}

/** What was not taken once is not tried again: whoever tries is there to mend it. */
function ofTrial(error: unknown, channel: NoticeChannel): unknown {
  if (!(error instanceof LockstepError) || UNMENDED.has(error.code)) return error;
  const { code, message, details } = error;
  return new LockstepError(code, message, { details, cause: error, remedy: remedyOfChannel(channel) });
}

const UNMENDED: ReadonlySet<string> = new Set(["aborted", "bug"]);

const UNRECORDABLE: ReadonlySet<string> = new Set(["ledger-broken", "ledger-rolled-back"]);

/** A run that has just ended missed nothing. */
function watchedOf({ engineId, name, readiness }: EngineReport): Watched {
  const { asOf: at, expiresAt } = readiness;
  return { engineId, name: name ?? engineId, owner: "", lastVerdict: { at, expiresAt }, missed: [] };
}

function assertTaken(told: Told): Told {
  const again = told.failed.filter(({ retryable }) => retryable);
  if (again.length === 0) return told;
  const channels = [...new Set(again.map(({ channel }) => channel))].join(", ");
  throw new LockstepError("notice-not-sent", `Not every notice was taken: ${channels}.`);
}
