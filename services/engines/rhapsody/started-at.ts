/**
 * Gives the instant at which an engine started, from its uptime (`P0Y0M3DT2H1M51.725S`); `undefined` where it is no such
 * duration. Years and months are those of the calendar, by UTC.
 * @param at when the uptime was told, by our clock
 */
export function startedAt(uptime: string, at: Date): string | undefined {
  const match = DURATION.exec(uptime);
  if (match === null || uptime === "P" || uptime.endsWith("T")) return undefined;
  const [years = 0, months = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = match
    .slice(1)
    .map((part: string | undefined) => Number(part ?? 0));
  const start = new Date(at);
  start.setUTCMonth(start.getUTCMonth() - months - 12 * years);
  const ms = (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
  const instant = new Date(start.getTime() - ms);
  return Number.isNaN(instant.getTime()) ? undefined : instant.toISOString();
}

const DURATION =
  /^P(?:(\d{1,3})Y)?(?:(\d{1,4})M)?(?:(\d{1,6})D)?(?:T(?:(\d{1,8})H)?(?:(\d{1,9})M)?(?:(\d{1,12}(?:\.\d{1,9})?)S)?)?$/;
