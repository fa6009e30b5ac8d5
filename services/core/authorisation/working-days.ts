import { Temporal } from "temporal-polyfill";

/** Which days are worked, and where. */
export interface WorkingCalendar {
  /** IANA name. */
  readonly zone: string;
  /** Dates, YYYY-MM-DD. */
  readonly bankHolidays: readonly string[];
}

/**
 * Gives the end of the nth working day after the day of an instant, in epoch milliseconds: the first moment of the day
 * after. Saturdays, Sundays and bank holidays are not worked; a holiday that is not listed makes the deadline earlier.
 */
export function endOfWorkingDay(after: number, days: number, { zone, bankHolidays }: WorkingCalendar): number {
  const holidays = new Set(bankHolidays);
  let day = Temporal.Instant.fromEpochMilliseconds(after).toZonedDateTimeISO(zone).toPlainDate();
  for (let worked = 0; worked < days; ) {
    day = day.add({ days: 1 });
    if (day.dayOfWeek < 6 && !holidays.has(day.toString())) worked++;
  }
  return day.add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds;
}
