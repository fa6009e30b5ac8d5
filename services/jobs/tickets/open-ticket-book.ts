import type { TicketSystem as Declared, Estate } from "#schemas/estate";
import type { ChangesByFinding, TicketSourceState, TicketsJudged } from "#schemas/run";
import type { TicketFact } from "#schemas/ticket-fact";
import type { TicketMapping } from "#schemas/ticket-mapping";
import type { TicketReading } from "#services/core/authorisation/ticket-reading";
import type { Problem } from "#services/core/readiness/readiness-input";
import { DROP_FOLDER, factsOfFolder } from "#services/core/tickets/folder-sights";
import type { EstateRepository, Ledger } from "#services/ports/estate-repository";
import type { Logger } from "#services/ports/logger";
import type { TicketStore } from "#services/ports/ticket-store";
import type { TicketSystem } from "#services/ports/ticket-system";
import { readRecordedTickets } from "../look/read-recorded-looks.js";
import { findLastLook } from "./find-last-look.js";
import { onlyNews } from "./only-news.js";
import { type JudgedTickets, readJudgedTickets } from "./read-judged-tickets.js";
import { openTicketDesk, type TicketDesk } from "./ticket-desk.js";

export interface TicketBookContext {
  readonly repository: Pick<EstateRepository, "findBranchFault">;
  readonly ledger: Ledger;
  readonly ticketStore: TicketStore;
  readonly ticketSystemOf: (declared: Declared) => TicketSystem;
  readonly ticketPasswordOf: (declared: Declared) => string | undefined;
  /** What the drop folder holds now; `undefined`: none is declared. */
  readonly folder: TicketReading | undefined;
  readonly now: () => Date;
  readonly signal?: AbortSignal | undefined;
  readonly logger?: Logger | undefined;
}

/** The tickets of one run: of ticket systems, and of the drop folder with what it said before. */
export interface TicketBook {
  /** What keeps the run from telling. */
  readonly problems: readonly Problem[];
  /** How the sources stood when the run began; `undefined`: none is declared. */
  readonly opened: TicketsJudged | undefined;
  /** What an engine is judged with: the tickets that its changes name are read anew; `undefined`: no source is declared. */
  readFor(changes: ChangesByFinding): Promise<BookedTickets | undefined>;
}

export interface BookedTickets extends JudgedTickets {
  readonly judged: TicketsJudged;
}

/**
 * Asks every declared ticket system for what was edited since the last run, keeps what is new of it and of the drop folder, and gives
 * the book that engines are judged with. A system that cannot be read is a problem, and whatever needs it stays unknown.
 *
 * @throws LockstepError `store-unsound`, `store-conflict`, `ledger-broken`, `aborted`
 */
export async function openTicketBook(
  { ticketSystems = [] }: Pick<Estate, "ticketSystems">,
  mappings: ReadonlyMap<string, TicketMapping>,
  context: TicketBookContext,
): Promise<TicketBook> {
  const { ticketStore: store, folder, now, signal } = context;
  if (ticketSystems.length === 0 && folder === undefined) return NO_SOURCE;
  const fault = await findTicketsFault(context);
  if (fault !== undefined) return unsoundBook(fault, ticketSystems, folder);
  const desks = ticketSystems.map((declared) =>
    openTicketDesk(declared, mappings.get(declared.id), {
      systemOf: context.ticketSystemOf,
      passwordOf: context.ticketPasswordOf,
      now,
      signal,
      logger: context.logger,
    }),
  );
  const at = now().toISOString();
  const listed = await Promise.all(desks.map(async (desk) => desk.list(await findLastLook(context.ledger, desk, at))));
  const places = [...ticketSystems.map(({ id, system }) => ({ system, instance: id })), DROP_FOLDER];
  const facts = [...listed.flat(), ...factsOfFolder(folder)];
  let commit = await keep(await onlyNews(facts, places, store), store, at);

  const sources = (): TicketSourceState[] => [...desks.map((desk) => desk.state()), ...stateOfFolder(folder)];
  const judgedNow = (): TicketsJudged => ({ commit, sources: sources() });
  async function read(): Promise<BookedTickets> {
    const judged = judgedNow();
    return { judged, ...(await readJudgedTickets(judged, { store, mappings, folder })) };
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

const NO_SOURCE: TicketBook = { problems: [], opened: undefined, readFor: () => Promise.resolve(undefined) };

async function keep(facts: readonly TicketFact[], store: TicketStore, at: string): Promise<string | null> {
  return facts.length === 0 ? (await store.open()).commit : await store.append(facts, at);
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

function stateOfFolder(folder: TicketReading | undefined): TicketSourceState[] {
  if (folder === undefined) return [];
  const about = { ...DROP_FOLDER, gone: [], asked: "" };
  if (folder.state === "read") return [{ ...about, state: "read", message: null, completeTo: folder.exportedAt }];
  return [{ ...about, state: "unavailable", message: folder.message, completeTo: null }];
}

/** Facts that were taken away may have shown that an approval was withdrawn. */
async function findTicketsFault({ repository, ledger }: TicketBookContext): Promise<string | undefined> {
  return await repository.findBranchFault("tickets", await readRecordedTickets(ledger));
}

function unsoundBook(fault: string, systems: readonly Declared[], folder: TicketReading | undefined): TicketBook {
  const message = `${fault}. Bring it back from a clone; only after a wanted restore from a backup run 'lockstep ledger accept-restore'.`;
  const all = systems.map(({ id, system }) => ({ system, instance: id }));
  const sources = [...all, ...(folder === undefined ? [] : [DROP_FOLDER])].map((place) => ({
    ...place,
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
    readFor: () => Promise.resolve({ judged, readings, earlier: [] }),
  };
}
