import { Temporal } from "temporal-polyfill";

/** One day of a period, by the clock of a zone. */
export interface EvidenceDay {
  /** `YYYY-MM-DD`. */
  readonly day: string;
  /** Milliseconds since 1970, this instant included. */
  readonly from: number;
  /** This instant excluded: a day may be an hour longer or shorter than others. */
  readonly to: number;
}

/** Gives the days of a period of whole days, in order; a period that begins within a day begins with what is left of it. */
export function daysBetween(from: string, to: string, zone: string): readonly EvidenceDay[] {
  const end = Date.parse(to);
  const days: EvidenceDay[] = [];
  for (let at = Date.parse(from); at < end; ) {
    const day = dateOf(at, zone);
    const next = Math.min(startOf(day.add({ days: 1 }), zone), end);
    days.push({ day: day.toString(), from: at, to: next });
    at = next;
  }
  return days;
}

/** Gives the day on which an instant lies. */
export function dayOf(instant: string, zone: string): string {
  return dateOf(Date.parse(instant), zone).toString();
}

/** Gives the instants of a first and a last day: the first included, the second excluded. */
export function instantsOf(
  firstDay: string,
  lastDay: string,
  zone: string,
): { readonly from: string; readonly to: string } {
  const from = startOf(Temporal.PlainDate.from(firstDay), zone);
  const to = startOf(Temporal.PlainDate.from(lastDay).add({ days: 1 }), zone);
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
}

function dateOf(at: number, zone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate();
}

function startOf(date: Temporal.PlainDate, zone: string): number {
  return date.toZonedDateTime(zone).epochMilliseconds;
}
