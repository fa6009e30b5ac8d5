import type { TicketAnswer, TicketRequest } from "#services/ports/ticket-system";
import type { ConnectorLimits } from "#services/wire/connector-limits";
import { findNumbers } from "../asking/find-numbers.js";
import { readEach } from "../asking/read-each.js";
import { assembleFacts } from "./assemble-facts.js";
import { idOf, type Row, readChange } from "./read-changes.js";
import { type Account, withAccount } from "./with-account.js";

/** Reads changes by number, each anew. A number that is none is never sent; one that is answered with another is gone. */
export function findChanges(
  request: TicketRequest,
  numbers: readonly string[],
  limits: Partial<ConnectorLimits>,
): Promise<TicketAnswer> {
  return findNumbers(request, numbers, (asked, observedAt) =>
    withAccount(request, limits, async (account) => {
      const { rows, gone, warnings } = await readEach(asked, (number) => readNumber(account, number));
      const assembled = await assembleFacts(account, rows, { mapping: request.mapping, observedAt });
      return { facts: assembled.facts, gone, warnings: [...warnings, ...assembled.warnings] };
    }),
  );
}

async function readNumber(account: Account, number: string): Promise<Row | string | undefined> {
  const changeId = idIn(number, account.prefix);
  const change = changeId === undefined ? undefined : await readChange(account, changeId);
  if (change === undefined || idOf(change, account.id) === changeId) return change;
  return `${account.id} answered with another change than ${number}`;
}

/** The id behind a number; `undefined` for one with another prefix, which a mapping can let through. */
export function idIn(number: string, prefix: string): string | undefined {
  const [, letters = "", digits] = /^([A-Z]+)-0*([1-9][0-9]{0,17})$/i.exec(number) ?? [];
  return letters.toUpperCase() === prefix.toUpperCase() ? digits : undefined;
}
