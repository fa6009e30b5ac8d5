import type { Readiness } from "#schemas/readiness";

/**
 * Says as a sentence that a verdict does not hold at an instant: it has expired, or it was reached later than that, so that one of the
 * clocks is wrong. `undefined` where it holds. What is no instant holds at none.
 */
export function describeLapse(
  { asOf, expiresAt }: Pick<Readiness, "asOf" | "expiresAt">,
  now: Date,
): string | undefined {
  const at = now.getTime();
  if (at >= Date.parse(asOf) && at <= Date.parse(expiresAt)) return undefined;
  return `The verdict of ${asOf} was good until ${expiresAt}.`;
}
