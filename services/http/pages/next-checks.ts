import type { Estate } from "#schemas/estate";
import type { EstateSchedule } from "#schemas/schedule";
import { LockstepError } from "#services/core/errors";
import { nextInstant } from "#services/core/schedule/next-instant";
import { enginesOf, schedulesOf } from "#services/core/schedule/schedules-of";
import { compareText } from "#services/core/text/compare-text";
import { type Markup, markup } from "#services/reports/html/markup";
import { cutText } from "#services/reports/text/cut-text";
import { showDuration, showInstant } from "#services/reports/text/describe-time";

export interface ChecksAbout {
  /** As on `main`; `undefined` where it does not read. */
  readonly declared: Estate | undefined;
  /** Ids of the engines that the reader may see. */
  readonly seen: readonly string[];
  readonly at: Date;
}

/** When engines are checked next by themselves, by which schedule and in whose time; and which are not, so that nobody waits for it. */
export function nextChecks({ declared, seen, at }: ChecksAbout): Markup {
  if (declared === undefined)
    return markup`<p class="warning">When a check is due next cannot be told: estate.yaml on main is not in force.</p>`;
  const all = schedulesOf(declared).flatMap((schedule) => comingOf(schedule, declared, { seen, at }));
  const due = all.toSorted((a, b) => compareText(a.next, b.next));
  const checked = new Set(due.flatMap(({ engineIds }) => engineIds));
  const left = seen.filter((id) => !checked.has(id));
  const [first, ...others] = due.map((one) => tellComing(one, { seen, at }));
  if (first === undefined) return markup`<p><strong>No check is due by itself.</strong> ${NOT_CHECKED}</p>`;
  return markup`<p>Next check by itself: ${first}.</p>
${others.length === 0 ? null : markup`<ul class="plain">${others.slice(0, MAX_SHOWN).map((one) => markup`<li>${one}</li>`)}</ul>`}
${left.length === 0 ? null : markup`<p class="warning">No schedule names ${namesOf(left)}. ${NOT_CHECKED}</p>`}`;
}

const NOT_CHECKED =
  "It happens only when somebody asks for it, and each verdict runs out at its end: schedules stand in estate.yaml.";
const MAX_SHOWN = 10;
const NAMED = 6;

interface Coming {
  readonly schedule: EstateSchedule;
  readonly engineIds: readonly string[];
  /** ISO 8601 in UTC. */
  readonly next: string;
}

function comingOf(
  schedule: EstateSchedule,
  estate: Estate,
  { seen, at }: Pick<ChecksAbout, "seen" | "at">,
): readonly Coming[] {
  const engineIds = enginesOf(schedule, estate).filter((id) => seen.includes(id));
  if (engineIds.length === 0) return [];
  try {
    return [{ schedule, engineIds, next: nextInstant(schedule, at).toISOString() }];
  } catch (error) {
    // One that never comes checks nothing: its engines are told as those that no schedule names.
    if (error instanceof LockstepError) return [];
    throw error;
  }
}

function tellComing({ schedule, engineIds, next }: Coming, { seen, at }: Pick<ChecksAbout, "seen" | "at">): Markup {
  const { id, timeZone } = schedule;
  const which = engineIds.length === seen.length ? "every engine" : namesOf(engineIds);
  const left = showDuration(Date.parse(next) - at.getTime());
  return markup`<strong>${wallClock(next, timeZone)}</strong> (${cutText(timeZone, 64)} time, which is ${showInstant(next)}), in ${left}: schedule ${cutText(id, 60)}, ${which}`;
}

function namesOf(ids: readonly string[]): string {
  const more = ids.length > NAMED ? ` and ${ids.length - NAMED} more` : "";
  return `${ids
    .slice(0, NAMED)
    .map((id) => cutText(id, 60))
    .join(", ")}${more}`;
}

/** `24 Nov 2026, 04:15`, as the clocks there show it. */
function wallClock(instant: string, timeZone: string): string {
  const format = new Intl.DateTimeFormat("en-GB", {
    ...{ timeZone, day: "numeric", month: "short", year: "numeric" },
    ...{ hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  });
  return format.format(new Date(instant));
}
