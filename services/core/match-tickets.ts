import type { Authorisation } from "#schemas/authorisation";
import type { ChangeTicket } from "#schemas/change-ticket";
import type { DriftCase } from "#schemas/drift";
import type { Role } from "#schemas/estate";
import type { Finding } from "#schemas/finding";
import type { Policy } from "#schemas/policy";
import type { VerdictsByFinding } from "#schemas/run";
import { asksForTicket } from "./authorisation/asks-for-ticket.js";
import { authoriseChange, namedTickets, preferenceOf, type TicketDesk } from "./authorisation/authorise-change.js";
import type { ChangeFacts } from "./authorisation/change-facts.js";
import { epochOf } from "./authorisation/epoch-of.js";
import { policyDigestOf } from "./authorisation/policy-digest.js";
import { ticketCalendar } from "./authorisation/suggest-tickets.js";
import { tellHistory } from "./authorisation/tell-history.js";
import { indexTickets, type TicketIndex } from "./authorisation/ticket-index.js";
import type { TicketReading } from "./authorisation/ticket-reading.js";
import type { TicketRules } from "./authorisation/ticket-rules.js";
import { type NamingChange, ticketUses } from "./authorisation/ticket-use.js";
import { verdictBasis } from "./authorisation/verdict-basis.js";

/** What changes are matched with. */
export interface MatchContext {
  /** What each ticket system answered; `undefined` or none where none is configured. */
  readonly tickets: TicketReading | readonly TicketReading[] | undefined;
  /** Older sights of the same tickets, from the ledger. */
  readonly earlier?: readonly ChangeTicket[];
  /**
   * The change behind each finding, by its id, or several: one for each node that left the baseline (`rolesThatLeft`). An
   * empty list says that no node changed, only the baseline moved; a missing one that nothing is known.
   */
  readonly changes: Readonly<Record<string, ChangeFacts | readonly ChangeFacts[]>>;
  readonly policy: Pick<Policy, "settings" | "changeControl">;
  /** See `Dialect`. */
  readonly interfaceKinds: readonly string[];
  /** The version of the reader in use, from which the digests of changes come. Left out: what lies beyond is not named by path. */
  readonly dialect?: string;
  /** What the run before recorded of the verdict on each finding, by its id; left out: no history is told. */
  readonly known?: VerdictsByFinding | undefined;
  /** The instant judged at, RFC 3339. */
  readonly at: string;
}

/**
 * Gives each finding its authorisation: which ticket covers it, whether that was approved when the change was made, for
 * this artefact, in this window, by somebody else, and every test that led there.
 *
 * The same values give the same bytes, whatever the order of tickets. What an expected difference declares asks
 * for no ticket; what a waiver tolerates is judged, and blocks nothing.
 */
export function matchTickets(findings: readonly Finding[], context: MatchContext): Finding[] {
  const desk = openDesk(findings, context);
  return findings.map((finding) => {
    const changes = changesOf(finding, context);
    const judged = authorise(finding, changes, desk);
    const authorisation = isJudged(finding, changes)
      ? { ...judged, basis: verdictBasis(finding, changes ?? [], desk) }
      : judged;
    return { ...finding, authorisation: withHistory(authorisation, finding, context) };
  });
}

function withHistory(authorisation: Authorisation, { id }: Finding, { known, at }: MatchContext): Authorisation {
  if (known === undefined) return authorisation;
  return tellHistory(authorisation, Object.hasOwn(known, id) ? known[id] : undefined, at);
}

/** The roles whose node left the baseline in a case: theirs is the change that asks for a ticket. */
export function rolesThatLeft(driftCase: DriftCase): readonly Role[] {
  switch (driftCase) {
    case "in-lockstep":
      return [];
    case "standby-behind":
      return ["standby"];
    case "production-changed":
      return ["primary"];
    case "both-changed":
    case "diverged":
      return ["primary", "standby"];
  }
}

function openDesk(findings: readonly Finding[], context: MatchContext): TicketDesk {
  const { policy, interfaceKinds } = context;
  const rules: TicketRules = { ...policy.changeControl, ...policy.settings, interfaceKinds };
  // A time that cannot be read makes every answer stale.
  const at = epochOf(context.at) ?? Number.POSITIVE_INFINITY;
  const index = indexTickets(asList(context.tickets), context.earlier ?? [], rules, at);
  const calendar = ticketCalendar(index.timelines);
  const uses = ticketUses(namingChanges(findings, context, index), rules);
  const policyDigest = policyDigestOf(policy);
  return { index, calendar, rules, at, uses, dialect: context.dialect ?? "", policyDigest };
}

/** What is known of the changes behind a finding; `undefined` where that is nothing. */
function changesOf({ id }: Finding, { changes }: MatchContext): readonly ChangeFacts[] | undefined {
  return Object.hasOwn(changes, id) ? asList(changes[id]) : undefined;
}

function asList<T extends object>(value: T | readonly T[] | undefined): readonly T[] {
  if (value === undefined) return [];
  return isList(value) ? value : [value];
}

function isList<T>(value: T | readonly T[]): value is readonly T[] {
  return Array.isArray(value);
}

/** Every change that asks for a ticket, with the tickets that it names. */
function namingChanges(findings: readonly Finding[], context: MatchContext, index: TicketIndex): NamingChange[] {
  return findings.filter(asksForTicket).flatMap((finding) =>
    (changesOf(finding, context) ?? []).map((change) => ({
      finding,
      change,
      tickets: namedTickets(change, index).tickets,
    })),
  );
}

/** Of what a waiver tolerates, older runs gathered nothing: that is no finding of ours. */
function isJudged(finding: Finding, changes: readonly ChangeFacts[] | undefined): boolean {
  return asksForTicket(finding) && (finding.explainedBy === null || changes !== undefined);
}

function authorise(finding: Finding, changes: readonly ChangeFacts[] | undefined, desk: TicketDesk): Authorisation {
  if (!isJudged(finding, changes)) return without("not-applicable", []);
  if (changes === undefined) return withoutFacts(desk.index);
  if (changes.length === 0) {
    const facts = "no node was changed; the approved baseline moved";
    return without("not-applicable", [{ ticket: "", test: "a node was changed", passed: false, facts }]);
  }
  return worstOf(changes.map((change) => ({ change, judged: authoriseChange(finding, change, desk) })));
}

function withoutFacts({ unavailable }: TicketIndex): Authorisation {
  const facts = "nothing is known of when and by whom it was changed";
  const verdict = unavailable.length > 0 ? "source-unavailable" : "unreferenced";
  return without(verdict, [{ ticket: "", test: "names a ticket", passed: false, facts }]);
}

function without(verdict: Authorisation["verdict"], trace: Authorisation["trace"]): Authorisation {
  return { verdict, ticket: null, changedBetween: null, actors: [], trace, suggestions: [] };
}

interface JudgedChange {
  readonly change: ChangeFacts;
  readonly judged: Authorisation;
}

/** Where several nodes left the baseline, each needs its authority: the worst verdict speaks, all tests are kept. */
function worstOf(all: readonly JudgedChange[]): Authorisation {
  const ordered = [...all].sort(
    (a, b) =>
      preferenceOf(a.judged.verdict) - preferenceOf(b.judged.verdict) || (a.change.nodeId < b.change.nodeId ? -1 : 1),
  );
  const worst = ordered[0]?.judged ?? without("unreferenced", []);
  if (ordered.length < 2) return worst;
  const unattributable = [...new Set(ordered.flatMap(({ judged }) => judged.unattributable ?? []))].sort();
  return {
    ...worst,
    actors: [...new Set(ordered.flatMap(({ judged }) => judged.actors))].sort(),
    ...(unattributable.length === 0 ? {} : { unattributable }),
    trace: ordered.flatMap(({ change, judged }) =>
      judged.trace.map((line) => ({ ...line, test: `${change.nodeId}: ${line.test}` })),
    ),
    suggestions: [...new Set(ordered.flatMap(({ judged }) => judged.suggestions))],
  };
}
