import type { Estate } from "#schemas/estate";
import type { EstateSchedule } from "#schemas/schedule";
import { LockstepError } from "../errors.js";
import type { GovernedProblem } from "../policy/governed-problem.js";
import { type CronInZone, nextInstant } from "./next-instant.js";

type Told = Pick<GovernedProblem, "message" | "remedy"> & { readonly key: string };

const LONG_AGO = new Date(0);

/** Finds schedules that could not be kept: names used twice, cron expressions and zones that say nothing, engines that are not there. */
export function findScheduleProblems({
  schedules = [],
  engines,
}: Pick<Estate, "schedules" | "engines">): GovernedProblem[] {
  return schedules.flatMap((schedule, index) => {
    const isRepeated = schedules.findIndex(({ id }) => id === schedule.id) < index;
    const told = [
      ...(isRepeated
        ? [{ key: "id", message: `is a second '${schedule.id}'`, remedy: "Give each schedule an id of its own." }]
        : []),
      ...timeProblems(schedule),
      ...engineProblems(schedule, engines),
    ];
    return told.map(({ key, ...problem }) => ({
      file: "estate.yaml",
      path: `/schedules/${index}/${key}`,
      ...problem,
    }));
  });
}

function timeProblems(schedule: EstateSchedule): Told[] {
  if (schedule.cron.trim().split(/\s+/).length !== 5) {
    const message = `of '${schedule.id}' has not five fields`;
    return [
      { key: "cron", message, remedy: "Give minute, hour, day, month and weekday: '15 4 * * *' is 04:15 every day." },
    ];
  }
  const { id, timeZone } = schedule;
  if (!comes({ cron: "0 4 * * *", timeZone })) {
    const message = `of '${id}' is no time zone that is known`;
    return [{ key: "timeZone", message, remedy: "Give an IANA name, such as Europe/London or UTC." }];
  }
  if (comes(schedule)) return [];
  const message = `of '${id}' is not understood, or names no instant that ever comes`;
  return [
    { key: "cron", message, remedy: "Give minute, hour, day, month and weekday: '15 4 * * *' is 04:15 every day." },
  ];
}

function comes(schedule: CronInZone): boolean {
  try {
    nextInstant(schedule, LONG_AGO);
    return true;
  } catch (error) {
    if (error instanceof LockstepError) return false;
    throw error;
  }
}

function engineProblems({ engines = [] }: EstateSchedule, known: Estate["engines"]): Told[] {
  return engines.flatMap((named, index) =>
    known.some(({ id }) => id === named)
      ? []
      : [
          {
            key: `engines/${index}`,
            message: `'${named}' is no engine of the estate`,
            remedy: "Name the id of an engine.",
          },
        ],
  );
}
