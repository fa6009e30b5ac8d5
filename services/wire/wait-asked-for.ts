import type { IncomingHttpHeaders } from "node:http";

/**
 * How long a system asks us to wait, in milliseconds; `undefined` where it does not say. `Retry-After` holds seconds or a date;
 * `X-RateLimit-Reset` the second since 1970 at which a quota is full again. Dates are held against the system's own clock.
 */
export function waitAskedFor(headers: IncomingHttpHeaders, now: Date): number | undefined {
  const theirNow = epochOf(headers.date) ?? now.getTime();
  const after = headers["retry-after"];
  if (after !== undefined && /^\d{1,9}$/.test(after)) return Number(after) * 1000;
  const date = epochOf(after);
  if (date !== undefined) return Math.max(0, date - theirNow);
  const reset = headers["x-ratelimit-reset"];
  if (typeof reset !== "string" || !/^\d{9,11}$/.test(reset)) return undefined;
  return Math.max(0, Number(reset) * 1000 - theirNow);
}

function epochOf(date: string | undefined): number | undefined {
  const epoch = date === undefined ? Number.NaN : Date.parse(date);
  return Number.isNaN(epoch) ? undefined : epoch;
}
