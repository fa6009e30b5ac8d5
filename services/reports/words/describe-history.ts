import type { Authorisation, Mover } from "#schemas/authorisation";
import { cutText } from "../text/cut-text.js";
import { showInstant } from "../text/describe-time.js";
import { readableFacts } from "../text/readable-facts.js";

const TOLD = 5;

/** The first verdict, each later one and what moved it; `undefined` where it was never another one. */
export function describeHistory({ history }: Authorisation): string | undefined {
  if (history === undefined || history.moves.length === 0) return undefined;
  const { first, moves } = history;
  const earlier = moves.length > TOLD ? ` … ${moves.length - TOLD} more …` : "";
  const later = moves
    .slice(-TOLD)
    .map(
      (move) =>
        `; then ${showGiven(move)}, because ${move.because.map((mover) => showMover(mover, move.source)).join(" and ")}`,
    );
  return `First verdict: ${showGiven(first)}${earlier}${later.join("")}`;
}

function showGiven({ verdict, ticket, at }: { verdict: string; ticket: string | null; at: string }): string {
  return `${verdict}${ticket === null ? "" : ` (${cutText(ticket, 80)})`} on ${showInstant(at)}`;
}

function showMover(mover: Mover, source: string | undefined): string {
  const isSource = mover === "source-lost" || mover === "source-returned";
  return isSource && source !== undefined ? `${MOVERS[mover]} (${readableFacts(source, 200)})` : MOVERS[mover];
}

const MOVERS = {
  "policy-changed": "the rules of change control changed",
  "mapping-changed": "the ticket is read by another mapping",
  "source-returned": "the ticket system answered again",
  "source-lost": "the ticket system did not answer",
  "sources-changed": "other ticket systems are declared",
  "ticket-gone": "the ticket is not in the latest export",
  "ticket-found": "the ticket is in the latest export now",
  "ticket-updated": "the ticket was updated",
  "facts-changed": "more became known of the change",
  "time-passed": "a deadline passed",
  "more-seen": "more was seen of what is done under the ticket",
} as const satisfies Record<Mover, string>;
