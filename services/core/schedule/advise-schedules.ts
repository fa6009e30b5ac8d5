import type { Estate } from "#schemas/estate";
import type { EstateSchedule } from "#schemas/schedule";
import type { GovernedProblem } from "../policy/governed-problem.js";
import { hoursOf } from "./next-instant.js";
import { DEFAULT_SCHEDULE, enginesOf, schedulesOf } from "./schedules-of.js";

const FILE = "estate.yaml";

/**
 * Advises on schedules: which one holds where none is declared, hours that come twice or not at all in the nights when clocks change, frameworks
 * for which nothing is made, and engines that none checks. Nothing is wrong without. Schedules must be sound.
 */
export function adviseSchedules(estate: Estate | undefined): GovernedProblem[] {
  if (estate === undefined) return [];
  const { schedules = [] } = estate;
  return [
    ...undeclared(estate),
    ...schedules.flatMap(changingHours),
    ...schedules.flatMap(idleFramework),
    ...unchecked(estate),
  ];
}

function undeclared({ schedules }: Estate): GovernedProblem[] {
  if (schedules !== undefined) return [];
  const { cron, timeZone } = DEFAULT_SCHEDULE;
  return [
    {
      file: FILE,
      path: "/",
      message: `declares no schedules: the service checks every engine each night at 04:15 (${timeZone})`,
      remedy: `Add 'schedules: [{ id: nightly, cron: "${cron}", timeZone: ${timeZone} }]' with the time that suits.`,
    },
  ];
}

/** Between a winter and a summer, whichever comes first, every zone that changes its clocks has done so. */
const [JANUARY, JULY] = [new Date("2026-01-15T00:00:00Z"), new Date("2026-07-15T00:00:00Z")];

function changingHours(schedule: EstateSchedule, index: number): GovernedProblem[] {
  const { id, timeZone } = schedule;
  if (offsetAt(JANUARY, timeZone) === offsetAt(JULY, timeZone)) return [];
  const hours = hoursOf(schedule);
  // What comes all day long loses nothing in one night.
  if (hours.size > 12 || ![1, 2].some((hour) => hours.has(hour))) return [];
  return [
    {
      file: FILE,
      path: `/schedules/${index}/cron`,
      message: `of '${id}' is between one and three in the night, an hour that comes twice or not at all when the clocks change`,
      remedy: "Choose an hour after three, or a time zone without summer time, such as UTC.",
    },
  ];
}

function offsetAt(instant: Date, timeZone: string): string {
  const format = new Intl.DateTimeFormat("en-GB", { timeZone, timeZoneName: "longOffset" });
  return format.formatToParts(instant).find(({ type }) => type === "timeZoneName")?.value ?? "";
}

function idleFramework({ id, framework, evidence }: EstateSchedule, index: number): GovernedProblem[] {
  if (framework === undefined || evidence !== undefined) return [];
  return [
    {
      file: FILE,
      path: `/schedules/${index}/framework`,
      message: `of '${id}' is read by nobody: the schedule checks engines, and makes no evidence`,
      remedy: "Add 'evidence: monthly' or 'evidence: quarterly' to have packs made for it, or take it out.",
    },
  ];
}

function unchecked(estate: Estate): GovernedProblem[] {
  const checked = new Set(schedulesOf(estate).flatMap((schedule) => enginesOf(schedule, estate)));
  return estate.engines.flatMap(({ id }, index) =>
    checked.has(id)
      ? []
      : [
          {
            file: FILE,
            path: `/engines/${index}`,
            message: `'${id}' is in no schedule: it is checked only when somebody asks for it`,
            remedy: "Name it in a schedule, or leave 'engines' of a schedule out.",
          },
        ],
  );
}
