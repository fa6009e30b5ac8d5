/**
 * Tells whether a date (`YYYY-MM-DD`, valid to the end of that day in UTC) lies before an instant. What is no date has
 * expired: a slip of the pen must not permit for ever.
 */
export function isExpired(date: string, at: string): boolean {
  return !(Date.parse(`${date}T23:59:59.999Z`) >= Date.parse(at));
}
