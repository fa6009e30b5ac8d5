import { Type } from "typebox";
import type { JobRequest } from "#schemas/job-request";
import { parseFields } from "./parse-fields.js";
import type { Interpretation } from "./sender.js";

const parseNumber = parseFields(Type.Object({ number: Type.String({ maxLength: 100 }) }));
const parseNumbers = parseFields(
  Type.Object({ numbers: Type.Array(Type.String({ maxLength: 100 }), { minItems: 1, maxItems: 100 }) }),
);

/** The numbers that a body of Lockstep's own form names: `{ "number": … }` or `{ "numbers": […] }`. */
export function namedNumbers(payload: unknown): readonly string[] {
  return parseNumbers(payload)?.numbers ?? [parseNumber(payload)?.number ?? ""];
}

/** Asks for tickets to be read again; numbers out of shape are left out, and without any nothing is asked for. */
export function askForTickets(
  named: readonly string[],
  shape: RegExp,
  { declared: { id, ticketSystem } }: Interpretation,
): readonly JobRequest[] {
  const numbers = [...new Set(named.filter((number) => shape.test(number)))];
  if (numbers.length === 0 || ticketSystem === undefined) return [];
  return [{ job: "read-tickets", ticketSystem, numbers, because: `the webhook '${id}' named them` }];
}
