import type { Span } from "./spans.js";
import { endOfWorkingDay, type WorkingCalendar } from "./working-days.js";

/**
 * The instant before which something is due so many working days after a change. It runs from the earliest time at which the
 * change can have been made or, where that is not known, from the latest; where neither is, it has passed.
 */
export function workingDeadline({ from, to }: Span, days: number, calendar: WorkingCalendar): number {
  const start = Number.isFinite(from) ? from : to;
  return Number.isFinite(start) ? endOfWorkingDay(start, days, calendar) : Number.NEGATIVE_INFINITY;
}
