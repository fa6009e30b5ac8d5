import type { Authorisation, AuthorisationVerdict, Mover, VerdictBasis, VerdictHistory } from "#schemas/authorisation";
import type { VerdictRecord } from "#schemas/run";

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
  return {
    ...authorisation,
    history: { first: given(first), moves: [...moves.map(moved), { ...now, because }].slice(-MAX_MOVES) },
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
  return { ...given(move), because: [...move.because] };
}

function moversOf(before: VerdictRecord, now: { verdict: AuthorisationVerdict; basis: VerdictBasis }): Mover[] {
  const movers: Mover[] = [];
  if (before.basis.policy !== now.basis.policy) movers.push("policy-changed");
  if (before.basis.sources !== now.basis.sources) {
    movers.push(now.basis.sources === "read" ? "source-returned" : "source-lost");
  } else if (before.basis.mappings !== now.basis.mappings) movers.push("mapping-changed");
  else if (before.basis.tickets !== now.basis.tickets) movers.push("ticket-updated");
  if (before.basis.change !== now.basis.change) movers.push("facts-changed");
  if (movers.length > 0) return movers;
  return DATED.has(before.verdict) && DATED.has(now.verdict) ? ["time-passed"] : ["more-seen"];
}

/** Verdicts that a deadline turns into one another. */
const DATED: ReadonlySet<AuthorisationVerdict> = new Set([
  "pending-retrospective",
  "retrospective-overdue",
  "single-handed-pending",
  "single-handed-overdue",
]);
