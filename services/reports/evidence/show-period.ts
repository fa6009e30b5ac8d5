import type { EvidenceParameters } from "#schemas/evidence-parameters";
import { daysBetween, instantsOf } from "#services/core/evidence/evidence-days";
import { showDay, showInstant } from "../text/describe-time.js";

type Period = Pick<EvidenceParameters, "from" | "to" | "zone">;

/**
 * A period as people name it, by its first and last day, both included: `1 Jul 2026 to 30 Sep 2026`. One that ends within a day ends with the
 * instant; what begins or ends otherwise is told by its instants.
 */
export function showPeriod({ from, to, zone }: Period): string {
  const days = daysBetween(from, to, zone);
  const [first, last] = [days[0]?.day, days.at(-1)?.day];
  if (first === undefined || last === undefined) return `${showInstant(from)} to ${showInstant(to)}`;
  const whole = instantsOf(first, last, zone);
  if (whole.from !== from) return `${showInstant(from)} to ${showInstant(to)}`;
  return `${showDay(first)} to ${whole.to === to ? showDay(last) : showInstant(to)}`;
}
