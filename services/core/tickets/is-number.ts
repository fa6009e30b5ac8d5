import type { TicketMapping } from "#schemas/ticket-mapping";
import { compilePattern } from "../text/compile-pattern.js";

/** Whether a text is a ticket number of a system, whole: nothing else is ever asked for. Letters match in either case. */
export function isNumber(text: string, { number }: Pick<TicketMapping, "number">): boolean {
  return text.length <= MAX_NUMBER && (compilePattern(number.pattern)?.matches(text) ?? false);
}

const MAX_NUMBER = 64;
