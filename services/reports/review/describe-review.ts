import type { ReviewedProposal, ReviewReport, ReviewState } from "#schemas/review-report";
import { capitalise } from "../text/capitalise.js";
import { count } from "../text/count.js";
import { cutText } from "../text/cut-text.js";

/** How a proposal stands and why, in sentences. */
export function describeState(
  { state, because }: Pick<ReviewedProposal, "state" | "because">,
  maxCharacters: number,
): string {
  return `${capitalise(STATE_WORDS[state])}. ${cutText(because, maxCharacters)}`;
}

const STATE_WORDS = {
  opened: "new",
  reopened: "back again",
  updated: "changed since",
  unchanged: "still open",
  "hands-off": "left alone",
  "limit-reached": "held back",
  declined: "declined: production is to be put back",
  adopted: "accepted: the baseline moved",
  "restore-agreed": "agreed: production is to be put back",
  closed: "closed",
  "merged-unapproved": "merged without approval: the baseline stays",
  unavailable: "the forge could not be asked",
} as const satisfies Record<ReviewState, string>;

/** Those on which a person has something to do stand apart from those that only have to be known. */
export function partProposals({ proposals }: Pick<ReviewReport, "proposals">): {
  readonly waiting: readonly ReviewedProposal[];
  readonly toRestore: readonly ReviewedProposal[];
  readonly held: readonly ReviewedProposal[];
  readonly stuck: readonly ReviewedProposal[];
  readonly settled: readonly ReviewedProposal[];
} {
  const of = (states: readonly ReviewState[]): readonly ReviewedProposal[] =>
    proposals.filter(({ state }) => states.includes(state));
  return {
    waiting: of(["opened", "reopened", "updated", "unchanged"]),
    toRestore: of(["declined", "restore-agreed"]),
    held: of(["limit-reached"]),
    stuck: of(["hands-off", "merged-unapproved", "unavailable"]),
    settled: of(["adopted", "closed"]),
  };
}

/** All of it in one sentence. */
export function reviewHeadline(report: ReviewReport): string {
  const { waiting, toRestore, held, stuck } = partProposals(report);
  const unauthorised = waiting.filter((proposal) => proposal.unauthorised).length;
  const parts = [
    ...(report.forge.state === "unavailable" ? [describeForge(report)] : []),
    `${count(waiting.length, "proposal waits", "proposals wait")} for a decision${unauthorised === 0 ? "" : `, ${unauthorised} of them without authority`}`,
    ...(toRestore.length === 0
      ? []
      : [`${count(toRestore.length, "change set is", "change sets are")} to be put back`]),
    ...(held.length === 0 ? [] : [`${count(held.length, "proposal is", "proposals are")} held back`]),
    ...(stuck.length === 0 ? [] : [`${count(stuck.length, "proposal needs", "proposals need")} somebody to look`]),
    ...(report.governance.length === 0
      ? []
      : [`${count(report.governance.length, "finding", "findings")} about governance`]),
  ];
  return `${parts.join("; ")}.`;
}

/** Where people look, or why nobody can. */
export function describeForge({ forge }: Pick<ReviewReport, "forge">): string {
  const where = forge.url === null ? "no Git host" : cutText(forge.url, 300);
  const message = forge.message === null ? "" : `: ${cutText(forge.message, 400)}`;
  return forge.state === "read"
    ? `${cutText(forge.system, 40)}, ${where}${message}`
    : `${cutText(forge.system, 40)} could not be asked${message}`;
}
