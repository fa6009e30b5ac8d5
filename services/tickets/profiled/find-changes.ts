import { isRecord, parsePlace, valuesAt } from "#services/core/tickets/place";
import type { TicketAnswer, TicketRequest } from "#services/ports/ticket-system";
import { findNumbers } from "../asking/find-numbers.js";
import { readEach } from "../asking/read-each.js";
import { assembleFacts } from "./assemble-facts.js";
import { fillPath } from "./fill-path.js";
import { digitsOf, type Row } from "./read-list.js";
import { type Profiled, type ProfiledOptions, unproven, withProfiled } from "./with-profiled.js";

/** Reads changes by number, each anew. A number that is none is never sent; one that is answered with another is gone. */
export function findChanges(
  options: ProfiledOptions,
  request: TicketRequest,
  numbers: readonly string[],
): Promise<TicketAnswer> {
  return findNumbers(request, numbers, (asked, observedAt) =>
    withProfiled(options, request, async (system) => {
      const { rows, gone, warnings } = await readEach(asked, (number) => readNumber(system, number));
      const facts = await assembleFacts(system, rows, { mapping: request.mapping, observedAt });
      return { facts, gone, warnings: [unproven(system), ...warnings] };
    }),
  );
}

async function readNumber(system: Profiled, number: string): Promise<Row | string | undefined> {
  const digits = digitsIn(number, system.prefix);
  const change = digits === undefined ? undefined : await readChange(system, digits);
  if (change === undefined || digitsOf(system, change) === digits) return change;
  return `${system.id} answered with another change than ${number}`;
}

/** The change with a number; `undefined` where there is none. @throws LockstepError of family upstream */
export async function readChange(system: Profiled, digits: string): Promise<Row | undefined> {
  const { path, row } = system.profile.find;
  const { status, body } = await system.asking.getJson(fillPath(path, { number: digits }), { accept: [404] });
  if (status === 404) return undefined;
  const [found] = row === "" ? [body] : valuesAt(body, parsePlace(row));
  return isRecord(found) ? found : undefined;
}

function digitsIn(number: string, prefix: string): string | undefined {
  const [, letters = "", digits] = /^([A-Z]+)-([1-9][0-9]{0,17})$/i.exec(number) ?? [];
  return letters.toUpperCase() === prefix.toUpperCase() ? digits : undefined;
}
