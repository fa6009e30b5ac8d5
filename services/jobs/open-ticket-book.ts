import type { TicketSystem as Declared, Estate } from "#schemas/estate";
import type { ChangesByFinding, TicketsJudged } from "#schemas/run";
import type { TicketFact } from "#schemas/ticket-fact";
import type { TicketMapping } from "#schemas/ticket-mapping";
import type { TicketReading } from "#services/core/authorisation/ticket-reading";
import { normaliseNumber } from "#services/core/authorisation/ticket-timeline";
import type { Problem } from "#services/core/readiness/readiness-input";
import { saysTheSame } from "#services/core/tickets/add-fact";
import type { EstateRepository, Ledger } from "#services/ports/estate-repository";
import type { TicketStore } from "#services/ports/ticket-store";
import type { TicketSystem } from "#services/ports/ticket-system";
import { findLastLook } from "./find-last-look.js";
import { readJudgedTickets } from "./read-judged-tickets.js";
import { readRecordedTickets } from "./read-recorded-looks.js";
import { openTicketDesk, type TicketDesk } from "./ticket-desk.js";

export interface TicketBookContext {
  readonly repository: Pick<EstateRepository, "findBranchFault">;
  readonly ledger: Ledger;
  readonly ticketStore: TicketStore;
  readonly ticketSystemOf: (declared: Declared) => TicketSystem;
  readonly ticketPasswordOf: (declared: Declared) => string | undefined;
  readonly now: () => Date;
  readonly signal?: AbortSignal | undefined;
}

/** The tickets of ticket systems in one run. */
export interface TicketBook {
  /** What keeps the run from telling. */
  readonly problems: readonly Problem[];
  /** How the systems stood when the run began; `undefined`: none is declared. */
  readonly opened: TicketsJudged | undefined;
  /** What an engine is judged with: the tickets that its changes name are read anew; `undefined`: no system is declared. */
  readFor(changes: ChangesByFinding): Promise<BookedTickets | undefined>;
}

export interface BookedTickets {
  readonly judged: TicketsJudged;
  readonly readings: readonly TicketReading[];
}

/**
 * Asks every declared ticket system for what was edited since the last run, keeps what is new, and gives the book that
 * engines are judged with. A system that cannot be read is a problem, and whatever needs it stays unknown.
 *
 * @throws LockstepError `store-unsound`, `store-conflict`, `ledger-broken`, `aborted`
 */
export async function openTicketBook(
  { ticketSystems = [] }: Pick<Estate, "ticketSystems">,
  mappings: ReadonlyMap<string, TicketMapping>,
  context: TicketBookContext,
): Promise<TicketBook> {
  const { ticketStore: store, now, signal } = context;
  if (ticketSystems.length === 0) return NO_SYSTEM;
  const fault = await findTicketsFault(context);
  if (fault !== undefined) return unsoundBook(fault, ticketSystems);
  const desks = ticketSystems.map((declared) =>
    openTicketDesk(declared, mappings.get(declared.id), {
      systemOf: context.ticketSystemOf,
      passwordOf: context.ticketPasswordOf,
      now,
      signal,
    }),
  );
  const at = now().toISOString();
  const listed = await Promise.all(desks.map(async (desk) => desk.list(await findLastLook(context.ledger, desk, at))));
  let commit = await keep(await onlyNews(listed.flat(), desks, store), store, at);

  const judgedNow = (): TicketsJudged => ({ commit, sources: desks.map((desk) => desk.state()) });
  async function read(): Promise<BookedTickets> {
    const judged = judgedNow();
    return { judged, readings: await readJudgedTickets(judged, store, mappings) };
  }

  return {
    problems: desks.flatMap((desk) => problemOf(desk)),
    opened: judgedNow(),
    async readFor(changes) {
      const booked = await read();
      const named = namedBy(changes, booked.readings);
      const found = await Promise.all(desks.map((desk) => desk.find(named)));
      if (found.flat().length > 0) commit = await keep(found.flat(), store, at);
      return await read();
    },
  };
}

const NO_SYSTEM: TicketBook = { problems: [], opened: undefined, readFor: () => Promise.resolve(undefined) };

async function keep(facts: readonly TicketFact[], store: TicketStore, at: string): Promise<string | null> {
  return facts.length === 0 ? (await store.open()).commit : await store.append(facts, at);
}

/** A ticket that was listed because of the overlap and says what it said is no news. */
async function onlyNews(
  facts: readonly TicketFact[],
  desks: readonly TicketDesk[],
  store: TicketStore,
): Promise<readonly TicketFact[]> {
  const stored = await store.open();
  const last = new Map<string, TicketFact>();
  for (const { declared } of desks) {
    const numbers = facts.filter(({ instance }) => instance === declared.id).map(({ number }) => number);
    const known = await stored.facts({ system: declared.system, instance: declared.id }, numbers);
    for (const fact of known) last.set(keyOf(fact), fact);
  }
  return facts.filter((fact) => {
    const before = last.get(keyOf(fact));
    return before === undefined || !saysTheSame(before, fact);
  });
}

function keyOf({ instance, number }: TicketFact): string {
  return JSON.stringify([instance, normaliseNumber(number)]);
}

/** The numbers that changes name, and those of tickets that hold the digest of a change. */
function namedBy(changes: ChangesByFinding, readings: readonly TicketReading[]): readonly string[] {
  const facts = Object.values(changes).flat();
  const digests = new Set(facts.flatMap(({ digest }) => digest ?? []));
  const bound = readings.flatMap((reading) =>
    reading.state === "read"
      ? reading.tickets.filter((ticket) => ticket.digests.some((digest) => digests.has(digest)))
      : [],
  );
  return [...facts.flatMap(({ references }) => references), ...bound.map(({ number }) => number)];
}

function problemOf(desk: TicketDesk): Problem[] {
  const { state, message, instance } = desk.state();
  if (state === "read") return [];
  return [{ code: "ticket-source-unavailable", message: message ?? `The ticket system '${instance}' was not read.` }];
}

/** Facts that were taken away may have shown that an approval was withdrawn. */
async function findTicketsFault({ repository, ledger }: TicketBookContext): Promise<string | undefined> {
  return await repository.findBranchFault("tickets", await readRecordedTickets(ledger));
}

function unsoundBook(fault: string, systems: readonly Declared[]): TicketBook {
  const message = `${fault}. Bring it back from a clone; only after a wanted restore from a backup run 'lockstep ledger accept-restore'.`;
  const sources = systems.map(({ id, system }) => ({
    system,
    instance: id,
    state: "unavailable" as const,
    message,
    completeTo: null,
    gone: [],
    asked: "",
  }));
  const judged = { commit: null, sources };
  const readings = sources.map((source) => ({ state: "unavailable" as const, message: source.message }));
  return {
    problems: [{ code: "store-unsound", message }],
    opened: judged,
    readFor: () => Promise.resolve({ judged, readings }),
  };
}
