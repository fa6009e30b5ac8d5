import type { EngineRun } from "#schemas/run";
import { gatherPoints } from "../compliance/gather-points.js";
import { addTimes, type BandTimes, type Period, spansOf } from "../compliance/spans-of.js";
import type { ChangeLife } from "./change-life.js";
import { followChanges } from "./follow-changes.js";

/** What figures are made of, counted: it grows with what was found and not with how often anybody looked. */
export interface PeriodTotals {
  readonly looks: number;
  /** Of them those that read everything. */
  readonly whole: number;
  /** Checks that broke off. */
  readonly failed: number;
  /** Differences that stood in the period or weeks before it. */
  readonly lives: readonly ChangeLife[];
  /** Changes with a ticket, those of them that were approved only afterwards, and checks that tell no verdicts. */
  readonly withTicket: number;
  readonly afterwards: number;
  readonly untold: number;
  /** Milliseconds in which a verdict stood that told something, as `in-lockstep`, and of the rest of the period, as `unknown`. */
  readonly told: BandTimes;
}

/** Takes the runs of an estate and adds them up. */
export interface TotalsTaker {
  /** In the order in which each engine was judged. */
  take(run: EngineRun): void;
  totals(): PeriodTotals;
}

const RETROSPECTIVE = new Set(["authorised-retrospective", "pending-retrospective", "retrospective-overdue"]);

/** Adds runs up over a period. Runs from before it are taken too: what was found then is not found anew. */
export function addUpPeriod(period: Period, engineIds: readonly string[]): TotalsTaker {
  const counts = { looks: 0, whole: 0, failed: 0, untold: 0 };
  const follower = followChanges();
  const ended: ChangeLife[] = [];
  const points = gatherPoints();
  const verdicts = new Map<string, string>();
  return {
    take(run) {
      ended.push(...follower.take(run).filter(({ goneAt }) => Date.parse(goneAt ?? "") >= period.from));
      points.take(asPoint(run));
      if (!isWithin(run.at, period)) return;
      counts.looks += run.looks.length;
      counts.whole += run.looks.filter(
        ({ takenAt, coverage }) => takenAt !== null && coverage?.complete === true,
      ).length;
      counts.failed += run.failure === undefined ? 0 : 1;
      counts.untold += run.verdicts === undefined && run.failure === undefined ? 1 : 0;
      for (const [findingId, { verdict, ticket }] of Object.values(run.verdicts ?? {}).flatMap(Object.entries<Given>)) {
        if (ticket !== null) verdicts.set(`${run.engineId} ${findingId}`, verdict);
      }
    },
    totals() {
      const all = points.points();
      const spans = engineIds.flatMap((id) =>
        spansOf(
          all.filter(({ engineId }) => engineId === id),
          period,
        ),
      );
      const afterwards = [...verdicts.values()].filter((verdict) => RETROSPECTIVE.has(verdict)).length;
      return {
        ...counts,
        lives: [...ended, ...follower.open()],
        ...{ withTicket: verdicts.size, afterwards, told: addTimes(spans) },
      };
    },
  };
}

type Given = NonNullable<EngineRun["verdicts"]>[string][string];

function asPoint({ engineId, at, expiresAt: until, verdict, failure }: EngineRun) {
  const isTold = verdict !== "unknown" && failure === undefined;
  return { engineId, at, until, band: isTold ? ("in-lockstep" as const) : ("unknown" as const) };
}

/** Tells whether an instant lies in a period. */
export function isWithin(at: string, { from, to }: Period): boolean {
  const instant = Date.parse(at);
  return instant >= from && instant < to;
}
