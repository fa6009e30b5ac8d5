import type { TicketAnswer, TicketRequest } from "#services/ports/ticket-system";
import { sortNumbers } from "./sort-numbers.js";

/** Looks for numbers that may be sent; `observedAt` is from before the first request. */
export type LookForNumbers = (
  asked: readonly string[],
  observedAt: string,
) => Promise<Pick<TicketAnswer, "facts" | "gone" | "warnings">>;

/** Reads tickets by number by the system's own look. A number that is none is never sent, and gone. */
export async function findNumbers(
  { mapping, now }: Pick<TicketRequest, "mapping" | "now">,
  numbers: readonly string[],
  look: LookForNumbers,
): Promise<TicketAnswer> {
  const completeTo = now().toISOString();
  const { asked, notSent } = sortNumbers(numbers, mapping);
  if (asked.length === 0) return { completeTo, facts: [], gone: notSent, warnings: [] };
  const { facts, gone, warnings } = await look(asked, completeTo);
  return { completeTo, facts, gone: [...notSent, ...gone], warnings };
}
