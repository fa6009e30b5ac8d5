import { normaliseNumber } from "#services/core/authorisation/ticket-timeline";
import { LockstepError } from "#services/core/errors";
import type { TicketAnswer, TicketRequest } from "#services/ports/ticket-system";
import type { ConnectorLimits } from "#services/wire/connector-limits";
import { sortNumbers } from "../asking/sort-numbers.js";
import { assembleFacts } from "./assemble-facts.js";
import { idOf, numberOf, readChanges } from "./changes.js";
import { isOneOf } from "./fiql.js";
import type { Row } from "./read-pages.js";
import { type Desk, withDesk } from "./with-desk.js";

const AT_ONCE = 20;

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
  return withDesk(request, limits, async (desk) => {
    const { rows, warnings } = await readNumbers(desk, request, asked);
    const facts = await assembleFacts(desk, [...rows.values()], { mapping, observedAt: completeTo });
    const gone = asked.filter((number) => !rows.has(normaliseNumber(number)));
    return { completeTo, facts, gone: [...notSent, ...gone], warnings };
  });
}

interface Found {
  /** By plain number. */
  readonly rows: Map<string, Row>;
  readonly warnings: string[];
}

async function readNumbers(desk: Desk, request: TicketRequest, asked: readonly string[]): Promise<Found> {
  const found: Found = { rows: new Map(), warnings: [] };
  for (let at = 0; at < asked.length; at += AT_ONCE) {
    const chunk = asked.slice(at, at + AT_ONCE);
    if (await readSome(desk, request, chunk, found)) continue;
    found.warnings.push(`${desk.id} answered with other changes than those asked for: ${chunk.join(", ")}`);
    const missing = chunk.filter((number) => !found.rows.has(normaliseNumber(number)));
    for (const number of chunk.length === 1 ? [] : missing) await readSome(desk, request, [number], found);
  }
  return found;
}

/** True where nothing was answered but what was asked for. */
async function readSome(
  desk: Desk,
  { mapping }: TicketRequest,
  asked: readonly string[],
  { rows }: Found,
): Promise<boolean> {
  const answered = await readChanges(desk, mapping, isOneOf("number", asked));
  const wanted = new Set(asked.map(normaliseNumber));
  const ours = answered.filter((row) => wanted.has(normaliseNumber(numberOf(row))));
  for (const row of ours) {
    const number = normaliseNumber(numberOf(row));
    const known = rows.get(number);
    if (known !== undefined && idOf(known) !== idOf(row)) throw ambiguous(desk, number);
    rows.set(number, row);
  }
  return ours.length === answered.length;
}

function ambiguous({ id }: Desk, number: string): LockstepError {
  return new LockstepError("answer-unexpected", `${id} holds two changes with the number ${number}.`, {
    details: { node: id },
  });
}
