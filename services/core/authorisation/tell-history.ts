import type { Authorisation, AuthorisationVerdict, Mover, VerdictBasis, VerdictHistory } from "#schemas/authorisation";
import type { VerdictRecord } from "#schemas/run";
import { digestOf } from "../text/digest.js";

/** Of more moves than these the earliest go; the first verdict stays. */
const MAX_MOVES = 20;

/**
 * Tells beside the verdict on a change which verdict was the first, and what moved it since. A verdict that stays is no move: told
 * again with its own record as the known one, nothing is added.
 *
 * @param known what the run before recorded of the same finding; `undefined` where it did not stand then
 * @param at the instant judged at
 */
export function tellHistory(authorisation: Authorisation, known: VerdictRecord | undefined, at: string): Authorisation {
  const { verdict, ticket, basis } = authorisation;
  if (basis === undefined) return authorisation;
  const now = { verdict, ticket, at };
  if (known === undefined) return { ...authorisation, history: { first: now, moves: [] } };
  const { first, moves } = known.history;
  if (known.verdict === verdict && known.ticket === ticket) {
    return { ...authorisation, history: { first: given(first), moves: moves.map(moved) } };
  }
  const because = moversOf(known, { verdict, basis });
  const source = sourceOf(because, authorisation, moves);
  return {
    ...authorisation,
    history: {
      first: given(first),
      moves: [...moves.map(moved), { ...now, because, ...(source === undefined ? {} : { source }) }].slice(-MAX_MOVES),
    },
  };
}

/** What a run records of a verdict; `undefined` where no ticket was asked for. */
export function recordOfVerdict({ verdict, ticket, basis, history }: Authorisation): VerdictRecord | undefined {
  return basis === undefined || history === undefined ? undefined : { verdict, ticket, basis, history };
}

type Given = VerdictHistory["first"];
type Move = VerdictHistory["moves"][number];

/** The ledger writes properties in an order of its own: what is shown again must be the same to the byte. */
function given({ verdict, ticket, at }: Given): Given {
  return { verdict, ticket, at };
}

function moved(move: Move): Move {
  const { because, source } = move;
  return { ...given(move), because: [...because], ...(source === undefined ? {} : { source }) };
}

/** Which system could not be read, in the words of the run that met it. */
function sourceOf(because: readonly Mover[], { trace }: Authorisation, moves: readonly Move[]): string | undefined {
  if (because.includes("source-lost")) return trace.findLast(({ ticket, passed }) => ticket === "" && !passed)?.facts;
  if (because.includes("source-returned")) return moves.findLast(({ source }) => source !== undefined)?.source;
  return undefined;
}

interface Now {
  readonly verdict: AuthorisationVerdict;
  readonly basis: VerdictBasis;
}

function moversOf(before: VerdictRecord, now: Now): Mover[] {
  const source = sourceMover(before, now);
  const isUntold = [before.verdict, now.verdict].includes("source-unavailable");
  const movers: Mover[] = [
    ...(before.basis.policy === now.basis.policy ? [] : (["policy-changed"] as const)),
    ...(source !== undefined && isUntold ? [source] : ticketMovers(before, now)),
    ...(before.basis.change === now.basis.change ? [] : (["facts-changed"] as const)),
  ];
  if (movers.length > 0) return movers;
  if (source !== undefined) return [source];
  return DATED.has(before.verdict) && DATED.has(now.verdict) ? ["time-passed"] : ["more-seen"];
}

function sourceMover({ basis: before }: VerdictRecord, { basis: now }: Now): Mover | undefined {
  if (before.sources === now.sources) return undefined;
  if (before.sources === "none" || now.sources === "none") return "sources-changed";
  return now.sources === "read" ? "source-returned" : "source-lost";
}

/** How a ticket is read is compared only where one was known both times. */
function ticketMovers(before: VerdictRecord, now: Now): Mover[] {
  if (before.basis.tickets === now.basis.tickets && before.basis.mappings === now.basis.mappings) return [];
  if (now.verdict === "ticket-unknown" && before.verdict !== "ticket-unknown") return ["ticket-gone"];
  const [hadNone, hasNone] = [before, now].map(({ basis }) => basis.tickets === NO_TICKETS);
  const isSameChange = before.basis.change === now.basis.change;
  if (hasNone) return isSameChange ? ["ticket-gone"] : [];
  if (hadNone) return isSameChange || before.verdict === "ticket-unknown" ? ["ticket-found"] : [];
  return before.basis.mappings === now.basis.mappings ? ["ticket-updated"] : ["mapping-changed"];
}

/** The digest that a basis holds where no ticket was known. */
const NO_TICKETS = digestOf("[]");

/** Verdicts that a deadline turns into one another. */
const DATED: ReadonlySet<AuthorisationVerdict> = new Set([
  "pending-retrospective",
  "retrospective-overdue",
  "single-handed-pending",
  "single-handed-overdue",
]);
