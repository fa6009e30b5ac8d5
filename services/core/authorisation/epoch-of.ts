const RFC_3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/;

/** Milliseconds since 1970 of an RFC 3339 instant; `null` for anything else, so that a malformed time proves nothing. */
export function epochOf(instant: string | null | undefined): number | null {
  if (instant === null || instant === undefined || !RFC_3339.test(instant)) return null;
  const epoch = Date.parse(instant);
  return Number.isNaN(epoch) ? null : epoch;
}

/** An instant for people and records: UTC, without empty milliseconds. */
export function showEpoch(epoch: number | null): string {
  if (epoch === Number.NEGATIVE_INFINITY || epoch === null) return "an unknown time";
  if (epoch === Number.POSITIVE_INFINITY) return "now";
  return new Date(epoch).toISOString().replace(".000Z", "Z");
}
