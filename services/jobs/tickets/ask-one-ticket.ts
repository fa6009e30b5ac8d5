import type { TicketSystem as Declared, Estate } from "#schemas/estate";
import type { TicketSourceState } from "#schemas/run";
import type { TicketFact } from "#schemas/ticket-fact";
import type { TicketMapping } from "#schemas/ticket-mapping";
import type { TicketReading } from "#services/core/authorisation/ticket-reading";
import { LockstepError } from "#services/core/errors";
import type { Governed } from "#services/core/policy/parse-governed";
import { addFact } from "#services/core/tickets/add-fact";
import { isNumber } from "#services/core/tickets/is-number";
import { ofTicketSystem } from "#services/core/tickets/of-ticket-system";
import { readingOf } from "#services/core/tickets/reading-of";
import type { TicketSource } from "#services/ports/ticket-source";
import type { TicketStore } from "#services/ports/ticket-store";
import type { TicketSystem } from "#services/ports/ticket-system";
import { openTicketDesk } from "./ticket-desk.js";

export interface AskTicketContext {
  readonly ticketStore: TicketStore;
  readonly ticketSourceOf: (declared: NonNullable<Estate["tickets"]>) => TicketSource;
  readonly ticketSystemOf: (declared: Declared) => TicketSystem;
  readonly ticketPasswordOf: (declared: Declared) => string | undefined;
  readonly now: () => Date;
  readonly signal?: AbortSignal | undefined;
}

/** What one source of tickets says of one number. */
export interface AskedTicket {
  readonly instance: string;
  /** False where its numbers look otherwise, so that it was not asked. */
  readonly isTheirs: boolean;
  readonly reading: TicketReading;
  /** What a ticket system answered; `undefined` for a drop folder, and where it holds no such ticket. */
  readonly fact: TicketFact | undefined;
  /** What to do where it could not be asked. */
  readonly remedy?: string | undefined;
}

/**
 * Asks every declared source for one ticket now, with what is remembered of it. Nothing is remembered of the answer: that is a
 * run's to do.
 *
 * @throws LockstepError `store-unsound`, `aborted`
 */
export async function askOneTicket(
  number: string,
  { estate, ticketMappings }: Pick<Governed, "estate" | "ticketMappings">,
  context: AskTicketContext,
): Promise<readonly AskedTicket[]> {
  const systems = (estate?.ticketSystems ?? []).map((declared) =>
    askSystem(number, declared, ticketMappings.get(declared.id), context),
  );
  const folder =
    estate?.tickets === undefined ? [] : [askFolder(context.ticketSourceOf(estate.tickets), context.now())];
  return await Promise.all([...systems, ...folder]);
}

async function askSystem(
  number: string,
  declared: Declared,
  mapping: TicketMapping | undefined,
  context: AskTicketContext,
): Promise<AskedTicket> {
  const { id: instance, system } = declared;
  const at = context.now().toISOString();
  const isTheirs = mapping === undefined || isNumber(number, mapping);
  let remedy = mapping === undefined ? unmappedRemedy(instance) : undefined;
  const heard = (error: unknown): never => {
    const told = ofTicketSystem(error);
    if (told instanceof LockstepError) remedy = told.remedy;
    throw error;
  };
  const desk = openTicketDesk(declared, mapping, {
    systemOf: (one) => {
      const asking = context.ticketSystemOf(one);
      return { ...asking, find: (request, numbers) => asking.find(request, numbers).catch(heard) };
    },
    passwordOf: (one) => {
      try {
        return context.ticketPasswordOf(one);
      } catch (error) {
        return heard(error);
      }
    },
    now: context.now,
    signal: context.signal,
  });
  const [fact] = isTheirs ? await desk.find([number]) : [];
  const { message, asked, hidden = [], warnings = [] } = desk.state();
  const answered = { system, instance, asked, gone: [], hidden, warnings };
  const state: TicketSourceState =
    message === null && mapping !== undefined
      ? { ...answered, state: "read", message, completeTo: fact?.observedAt ?? at }
      : { ...answered, state: "unavailable", message, completeTo: null };
  const stored =
    fact === undefined ? [] : await (await context.ticketStore.open()).facts({ system, instance }, [number]);
  const reading = readingOf(state, fact === undefined ? [] : addFact(stored, fact), mapping);
  return { instance, isTheirs, reading, fact, remedy };
}

function unmappedRemedy(id: string): string {
  return `Run 'lockstep tickets discover ${id} --write', look at what it proposes, commit and push it.`;
}

async function askFolder(source: TicketSource, now: Date): Promise<AskedTicket> {
  return { instance: "drop-folder", isTheirs: true, reading: await source.read(now.toISOString()), fact: undefined };
}
