import type { TicketMapping } from "#schemas/ticket-mapping";
import { isNumber } from "#services/core/tickets/is-number";

/** Numbers, each once: those that are one of the system's, and those that are none and are never sent. */
export interface SortedNumbers {
  readonly asked: readonly string[];
  readonly notSent: readonly string[];
}

/** Tells the numbers that may be sent from those that may not. */
export function sortNumbers(numbers: readonly string[], mapping: TicketMapping): SortedNumbers {
  const each = [...new Set(numbers)];
  const asked = each.filter((number) => isNumber(number, mapping));
  return { asked, notSent: each.filter((number) => !asked.includes(number)) };
}
