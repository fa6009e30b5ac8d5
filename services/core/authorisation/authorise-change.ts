import type { Authorisation, AuthorisationVerdict, RecordedAct } from "#schemas/authorisation";
import type { Finding } from "#schemas/finding";
import { AUTHORISATION_VERDICTS } from "./authorisation-verdicts.js";
import type { ChangeFacts, ChangeInterval } from "./change-facts.js";
import { epochOf } from "./epoch-of.js";
import { judgePair, type PairJudgement } from "./judge-pair.js";
import { isShared } from "./known-people.js";
import { NO_TICKET_SYSTEM } from "./no-ticket-system.js";
import { proveApproval } from "./prove-approval.js";
import { sightsThatBear } from "./sights-that-bear.js";
import { hullOf, spanOfChange } from "./spans.js";
import { suggestTickets, type TicketCalendar } from "./suggest-tickets.js";
import type { TicketIndex } from "./ticket-index.js";
import type { TicketRules } from "./ticket-rules.js";
import { normaliseNumber, type TicketTimeline } from "./ticket-timeline.js";
import { newUse, type TicketUse } from "./ticket-use.js";

/** What changes are held against in one run. */
export interface TicketDesk {
  readonly index: TicketIndex;
  readonly calendar: TicketCalendar;
  readonly rules: TicketRules;
  readonly at: number;
  /** What all changes of the run use each ticket for, by ticket key. */
  readonly uses: ReadonlyMap<string, TicketUse>;
  /** The reader in use. */
  readonly dialect: string;
  /** See `policyDigestOf`. */
  readonly policyDigest: string;
}

type TraceLine = Authorisation["trace"][number];

/** Judges one change against every ticket that it names or whose digest names it; the best ticket speaks. */
export function authoriseChange(finding: Finding, change: ChangeFacts, desk: TicketDesk): Authorisation {
  const { index } = desk;
  const { tickets, unknown } = namedTickets(change, index);
  const judgements = tickets.map((ticket) => judgePair(asPair(finding, change, ticket, desk)));
  const trace = [...judgements.flatMap((judgement) => judgement.trace), ...unknown.map((number) => notKnown(number))];
  const best = judgements.reduce<PairJudgement | undefined>(better, undefined);
  const about = aboutChange(change, desk);
  if (best !== undefined && AUTHORISATION_VERDICTS[best.verdict].explains) return { ...about, ...spoken(best), trace };
  if (cannotTell(index, best, unknown)) {
    const why = [...unread(index), ...unknown.filter((number) => index.hidden.has(number)).map(hiddenFrom)];
    return { ...about, verdict: "source-unavailable", ticket: null, trace: [...trace, ...why] };
  }
  if (best !== undefined) return { ...about, ...spoken(best), trace };
  const [first] = unknown;
  if (first !== undefined) return { ...about, verdict: "ticket-unknown", ticket: first, trace };
  const suggestions = suggestTickets(finding, change, desk.calendar, desk.rules);
  return { ...about, verdict: "unreferenced", ticket: null, trace: [UNREFERENCED], suggestions };
}

/** The tickets that a change names, by number or by its digest, and the numbers that no ticket bears. */
export function namedTickets(
  change: ChangeFacts,
  index: TicketIndex,
): { readonly tickets: readonly TicketTimeline[]; readonly unknown: readonly string[] } {
  const numbers = [...new Set(change.references.map(normaliseNumber))].sort();
  const byNumber = numbers.map((number) => ({
    number,
    known: (index.byNumber.get(number) ?? []).filter((ticket) => isKnownFor(ticket, change)),
  }));
  const byDigest = change.digest === null ? [] : (index.byDigest.get(change.digest) ?? []);
  const found = [...byNumber.flatMap(({ known }) => known), ...byDigest.filter((ticket) => isKnownFor(ticket, change))];
  const tickets = [...new Map(found.map((ticket) => [ticket.key, ticket])).values()];
  return {
    tickets: tickets.sort((a, b) => (a.key < b.key ? -1 : 1)),
    unknown: byNumber.filter(({ known }) => known.length === 0).map(({ number }) => number),
  };
}

/** A ticket that vanished before the change was over says nothing of it any more. */
function isKnownFor({ missingSince, current }: TicketTimeline, change: ChangeFacts): boolean {
  if (missingSince === null) return true;
  return (epochOf(current.observedAt) ?? Number.NEGATIVE_INFINITY) >= spanOfChange(change.interval).to;
}

function asPair(finding: Finding, change: ChangeFacts, ticket: TicketTimeline, desk: TicketDesk) {
  const effective = spanOfChange(change.tookEffect ?? change.interval);
  const made = hullOf(spanOfChange(change.interval), effective);
  const approval = proveApproval(ticket, made);
  return {
    finding,
    change,
    ticket,
    rules: desk.rules,
    at: desk.at,
    made,
    effective,
    approval,
    bearing: sightsThatBear(ticket, made, approval),
    use: desk.uses.get(ticket.key) ?? newUse(ticket),
    dialect: desk.dialect,
  };
}

/** What the engine tells of a change, whatever its tickets say. */
function aboutChange(change: ChangeFacts, { rules }: TicketDesk) {
  const actors = [...change.actors].sort();
  const unattributable = actors.filter((actor) => isShared(actor, rules));
  return {
    changedBetween: asTuple(change.interval),
    ...(change.tookEffect === null ? {} : { tookEffect: asTuple(change.tookEffect) }),
    ...(change.acts === undefined ? {} : { acts: change.acts.map(plainAct) }),
    ...(change.revisions === undefined
      ? {}
      : { revisions: { before: change.revisions.before, after: change.revisions.after } }),
    actors,
    ...(unattributable.length === 0 ? {} : { unattributable }),
    suggestions: [],
  };
}

/** The ledger writes properties in an order of its own: what is shown again must be the same to the byte. */
function plainAct({ phase, at, actor, act, vague }: RecordedAct): RecordedAct {
  return { phase, at, actor, act, ...(vague === true ? { vague } : {}) };
}

/** What the ticket that speaks for a change says of it. */
function spoken({ verdict, number, content, duties }: PairJudgement) {
  return {
    verdict,
    ticket: number,
    ...(content === undefined ? {} : { content }),
    ...(duties.length === 0 ? {} : { duties: [...duties] }),
  };
}

/** Which of two tickets speaks for a change: one that explains it, then the one that came further down the table. */
function better(best: PairJudgement | undefined, next: PairJudgement): PairJudgement {
  if (best === undefined) return next;
  return preferenceOf(next.verdict) > preferenceOf(best.verdict) ? next : best;
}

/** How well a verdict speaks for a change; the worst of several changes is the least. */
export function preferenceOf(verdict: AuthorisationVerdict): number {
  const { explains, rank } = AUTHORISATION_VERDICTS[verdict];
  return explains ? 1000 + rank : rank;
}

/** A source that was not read, or hides it from the account, may hold the ticket, unless every number that was named has been found. */
function cannotTell(index: TicketIndex, best: PairJudgement | undefined, unknown: readonly string[]): boolean {
  if (best !== undefined && unknown.length === 0) return false;
  if (unknown.some((number) => index.hidden.has(number))) return true;
  return index.unavailable.length > 0 || (!index.configured && unknown.length > 0);
}

function unread({ unavailable, configured }: TicketIndex): TraceLine[] {
  const reasons = configured ? unavailable : [NO_TICKET_SYSTEM];
  return reasons.map((facts) => ({ ticket: "", test: "ticket system read", passed: false, facts }));
}

function hiddenFrom(number: string): TraceLine {
  const facts = "its system hides something of it from the account, so it may be there";
  return { ticket: number, test: "ticket shown", passed: false, facts };
}

function notKnown(number: string): TraceLine {
  return {
    ticket: number,
    test: "known ticket",
    passed: false,
    facts: "the ticket systems that were read hold no such ticket",
  };
}

const UNREFERENCED: TraceLine = {
  ticket: "",
  test: "names a ticket",
  passed: false,
  facts: "no ticket number came with the change, and no ticket holds its digest",
};

function asTuple([notBefore, notAfter]: ChangeInterval): [string | null, string] {
  return [notBefore, notAfter];
}
