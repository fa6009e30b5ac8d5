import type { TicketSystem as Declared, Estate } from "#schemas/estate";
import type { TicketMapping } from "#schemas/ticket-mapping";
import type { ShownTicket, TicketsShowReport } from "#schemas/tickets-show-report";
import { normaliseNumber } from "#services/core/authorisation/ticket-timeline";
import { LockstepError } from "#services/core/errors";
import type { Governed } from "#services/core/policy/parse-governed";
import { addFact } from "#services/core/tickets/add-fact";
import { isNumber } from "#services/core/tickets/is-number";
import { readingOf } from "#services/core/tickets/reading-of";
import type { TicketSource } from "#services/ports/ticket-source";
import type { TicketStore } from "#services/ports/ticket-store";
import type { TicketSystem } from "#services/ports/ticket-system";
import { openTicketDesk } from "./ticket-desk.js";

export interface ShowTicketContext {
  readonly ticketStore: TicketStore;
  readonly ticketSourceOf: (declared: NonNullable<Estate["tickets"]>) => TicketSource;
  readonly ticketSystemOf: (declared: Declared) => TicketSystem;
  readonly ticketPasswordOf: (declared: Declared) => string | undefined;
  readonly now: () => Date;
  readonly signal?: AbortSignal | undefined;
}

type Answer = Omit<TicketsShowReport, "schema" | "number">;

/**
 * Shows a ticket as every declared system holds it now, as Lockstep reads it, with what stands behind each value and how it stood
 * before. Nothing is remembered of it: that is a run's to do.
 *
 * @throws LockstepError `store-unsound`, `aborted`
 */
export async function showTicket(
  number: string,
  { estate, ticketMappings }: Pick<Governed, "estate" | "ticketMappings">,
  context: ShowTicketContext,
): Promise<TicketsShowReport> {
  const answers = await Promise.all([
    ...(estate?.ticketSystems ?? []).map((declared) =>
      askSystem(number, declared, ticketMappings.get(declared.id), context),
    ),
    ...(estate?.tickets === undefined
      ? []
      : [askFolder(number, context.ticketSourceOf(estate.tickets), context.now())]),
  ]);
  return {
    schema: "lockstep/tickets-show@1",
    number,
    found: answers.flatMap(({ found }) => found),
    notThere: answers.flatMap(({ notThere }) => notThere),
    notTheirs: answers.flatMap(({ notTheirs }) => notTheirs),
    unavailable: answers.flatMap(({ unavailable }) => unavailable),
  };
}

const NOTHING: Answer = { found: [], notThere: [], notTheirs: [], unavailable: [] };

async function askSystem(
  number: string,
  declared: Declared,
  mapping: TicketMapping | undefined,
  context: ShowTicketContext,
): Promise<Answer> {
  const { id: instance, system } = declared;
  if (mapping !== undefined && !isNumber(number, mapping)) return { ...NOTHING, notTheirs: [instance] };
  const desk = openTicketDesk(declared, mapping, {
    systemOf: context.ticketSystemOf,
    passwordOf: context.ticketPasswordOf,
    now: context.now,
    signal: context.signal,
  });
  const [fact] = await desk.find([number]);
  const { state, message, ...about } = desk.state();
  const failed = mapping === undefined ? `The ticket system '${instance}' has no mapping that is in force.` : message;
  if (failed !== null) return { ...NOTHING, unavailable: [{ instance, message: failed }] };
  if (fact === undefined) return { ...NOTHING, notThere: [instance] };
  const stored = await (await context.ticketStore.open()).facts({ system, instance }, [number]);
  const now = { ...about, state: "read" as const, message: null, completeTo: fact.observedAt };
  const reading = readingOf(now, addFact(stored, fact), mapping);
  if (reading.state !== "read") throw new LockstepError("bug", "a ticket that was read gave no reading");
  const { parts, unread } = fact;
  const found = reading.tickets.map((ticket) => ({
    ...{ system, instance, ticket, parts, unread },
    earlier: (reading.earlier ?? []).filter(({ observedAt }) => observedAt !== ticket.observedAt),
  }));
  return { ...NOTHING, found };
}

async function askFolder(number: string, source: TicketSource, now: Date): Promise<Answer> {
  const reading = await source.read(now.toISOString());
  const instance = "drop-folder";
  if (reading.state === "unavailable") return { ...NOTHING, unavailable: [{ instance, message: reading.message }] };
  const isIt = (ticket: { readonly number: string }): boolean =>
    normaliseNumber(ticket.number) === normaliseNumber(number);
  const found = reading.tickets.filter(isIt).map(
    (ticket): ShownTicket => ({
      ...{ system: ticket.system, instance, ticket, parts: {}, unread: [] },
      earlier: (reading.earlier ?? []).filter(isIt),
    }),
  );
  return found.length > 0 ? { ...NOTHING, found } : { ...NOTHING, notThere: [instance] };
}
