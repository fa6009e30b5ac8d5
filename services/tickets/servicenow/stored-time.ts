/** A time as the instance stores it: UTC, without saying so. */
export function storedTime(epochMs: number): string {
  return new Date(epochMs).toISOString().slice(0, 19).replace("T", " ");
}

/** Milliseconds since 1970 of a stored time; `undefined` for nothing, or what is no time. */
export function epochOf(stored: string | undefined): number | undefined {
  if (stored === undefined || !/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/.test(stored)) return undefined;
  const epoch = Date.parse(`${stored.replace(" ", "T")}Z`);
  return Number.isNaN(epoch) ? undefined : epoch;
}
