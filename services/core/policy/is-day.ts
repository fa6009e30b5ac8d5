/** Tells whether a text is a day of the calendar, written `YYYY-MM-DD`: the 31st of February is none. */
export function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00.000Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
