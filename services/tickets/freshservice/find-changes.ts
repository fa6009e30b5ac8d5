import type { TicketAnswer, TicketRequest } from "#services/ports/ticket-system";
import type { ConnectorLimits } from "#services/wire/connector-limits";
import { sortNumbers } from "../asking/sort-numbers.js";
import { assembleFacts } from "./assemble-facts.js";
import { idOf, type Row, readChange } from "./read-changes.js";
import { withAccount } from "./with-account.js";

/** Reads changes by number, each anew. A number that is none is never sent; one that is answered with another is gone. */
export async function findChanges(
  request: TicketRequest,
  numbers: readonly string[],
  limits: Partial<ConnectorLimits>,
): Promise<TicketAnswer> {
  const { mapping, now } = request;
  const completeTo = now().toISOString();
  const { asked, notSent } = sortNumbers(numbers, mapping);
  if (asked.length === 0) return { completeTo, facts: [], gone: notSent, warnings: [] };
  return withAccount(request, limits, async (account) => {
    const rows: Row[] = [];
    const gone = [...notSent];
    const warnings: string[] = [];
    for (const number of asked) {
      const changeId = idIn(number, account.prefix);
      const change = changeId === undefined ? undefined : await readChange(account, changeId);
      const isOther = change !== undefined && idOf(change, account.id) !== changeId;
      if (isOther) warnings.push(`${account.id} answered with another change than ${number}`);
      if (change === undefined || isOther) gone.push(number);
      else rows.push(change);
    }
    const assembled = await assembleFacts(account, rows, { mapping, observedAt: completeTo });
    return { completeTo, facts: assembled.facts, gone, warnings: [...warnings, ...assembled.warnings] };
  });
}

/** The id behind a number; `undefined` for one with another prefix, which a mapping can let through. */
function idIn(number: string, prefix: string): string | undefined {
  const [, letters = "", digits] = /^([A-Z]+)-0*([1-9][0-9]{0,17})$/i.exec(number) ?? [];
  return letters.toUpperCase() === prefix.toUpperCase() ? digits : undefined;
}
