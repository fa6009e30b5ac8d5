import { cutText } from "./cut-text.js";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** An instant as `23 Nov 2026 02:00 UTC`; what is no instant is shown as it is. */
export function showInstant(instant: string): string {
  const time = new Date(instant);
  if (Number.isNaN(time.getTime())) return cutText(instant, 60);
  const pad = (part: number): string => String(part).padStart(2, "0");
  const date = `${time.getUTCDate()} ${MONTHS[time.getUTCMonth()]} ${time.getUTCFullYear()}`;
  return `${date} ${pad(time.getUTCHours())}:${pad(time.getUTCMinutes())} UTC`;
}

/** A day, `YYYY-MM-DD`, as `23 Nov 2026`; what is no day is shown as it is. */
export function showDay(day: string): string {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day) ?? [];
  const name = MONTHS[Number(month) - 1];
  return name === undefined ? cutText(day, 60) : `${Number(date)} ${name} ${year}`;
}

/** Two instants as `between … and …`, to the second where the minute does not tell them apart, and as one where that does not either. */
export function showInterval(from: string, to: string): string {
  const [start, end] = [showInstant(from), showInstant(to)];
  if (start !== end) return `between ${start} and ${end}`;
  const [first, last] = [withSeconds(from), withSeconds(to)];
  return first === last ? `at ${first}` : `between ${first} and ${last}`;
}

function withSeconds(instant: string): string {
  const time = new Date(instant);
  if (Number.isNaN(time.getTime())) return showInstant(instant);
  return showInstant(instant).replace(/ UTC$/, `:${String(time.getUTCSeconds()).padStart(2, "0")} UTC`);
}

/** A length of time in its largest one or two units: `3 min`, `2 h 5 min`, `4 days 3 h`. */
export function showDuration(milliseconds: number): string {
  const rest = Math.abs(milliseconds);
  if (rest < MINUTE) return "less than 1 min";
  if (rest < HOUR) return `${Math.floor(rest / MINUTE)} min`;
  if (rest < DAY) return twoUnits(Math.floor(rest / HOUR), "h", Math.floor((rest % HOUR) / MINUTE), "min");
  const days = Math.floor(rest / DAY);
  return twoUnits(days, days === 1 ? "day" : "days", Math.floor((rest % DAY) / HOUR), "h");
}

/** Milliseconds from one instant to another, or `undefined` where either is no instant. */
export function millisecondsBetween(from: string, to: string): number | undefined {
  const between = new Date(to).getTime() - new Date(from).getTime();
  return Number.isNaN(between) ? undefined : between;
}

function twoUnits(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}
