import { isRecord, parsePlace, valuesAt } from "#services/core/tickets/place";
import type { TicketAnswer, TicketRequest } from "#services/ports/ticket-system";
import { sortNumbers } from "../asking/sort-numbers.js";
import { assembleFacts } from "./assemble-facts.js";
import { fillPath } from "./fill-path.js";
import { digitsOf, type Row } from "./read-list.js";
import { type Profiled, type ProfiledOptions, unproven, withProfiled } from "./with-profiled.js";

/** Reads changes by number, each anew. A number that is none is never sent; one that is answered with another is gone. */
export async function findChanges(
  options: ProfiledOptions,
  request: TicketRequest,
  numbers: readonly string[],
): Promise<TicketAnswer> {
  const { mapping, now } = request;
  const completeTo = now().toISOString();
  const { asked, notSent } = sortNumbers(numbers, mapping);
  if (asked.length === 0) return { completeTo, facts: [], gone: notSent, warnings: [] };
  return withProfiled(options, request, async (system) => {
    const rows: Row[] = [];
    const gone = [...notSent];
    const warnings = [unproven(system)];
    for (const number of asked) {
      const digits = digitsIn(number, system.prefix);
      const change = digits === undefined ? undefined : await readChange(system, digits);
      const isOther = change !== undefined && digitsOf(system, change) !== digits;
      if (isOther) warnings.push(`${system.id} answered with another change than ${number}`);
      if (change === undefined || isOther) gone.push(number);
      else rows.push(change);
    }
    return {
      completeTo,
      facts: await assembleFacts(system, rows, { mapping, observedAt: completeTo }),
      gone,
      warnings,
    };
  });
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
