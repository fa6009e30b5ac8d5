import type { ReviewedProposal, ReviewReport } from "#schemas/review-report";
import type { Style, TerminalPage } from "../terminal/terminal-page.js";
import { count } from "../text/count.js";
import { cutText } from "../text/cut-text.js";
import { describeState, partProposals, reviewHeadline } from "./describe-review.js";
import { withoutBreaks } from "./proposal-title.js";

/** Writes how the reviews stand: what waits for whom, what is to be put back, and why something has no proposal. */
export function writeReviews(page: TerminalPage, report: ReviewReport): void {
  const { waiting, toRestore, held, stuck, settled } = partProposals(report);
  page.gap().add(`REVIEWS: ${reviewHeadline(report)}`, { lead: "  ", style: "bold" });
  writeProposals(page, "Waiting for a decision", waiting);
  writeProposals(page, "To be put back on production", toRestore);
  writeProposals(page, "Somebody has to look", stuck);
  writeProposals(page, "Held back for now", held);
  writeProposals(page, "Settled", settled);
  writeGovernance(page, report);
  writeWithout(page, report);
  writeNotes(page, report);
}

function writeProposals(page: TerminalPage, title: string, proposals: readonly ReviewedProposal[]): void {
  if (proposals.length === 0) return;
  page.gap().add(`${title}: ${proposals.length}`, { lead: "   ", style: "bold" });
  for (const proposal of proposals) writeProposal(page, proposal);
}

function writeProposal(page: TerminalPage, proposal: ReviewedProposal): void {
  const { severity, title, number, url, state, because, engineId, key, kind, changes } = proposal;
  const name = number === null ? "" : `no. ${number}, `;
  page.add(`${severity.toUpperCase()}: ${cutText(withoutBreaks(title), 160)}`, { lead: "    ", ...styleOf(proposal) });
  page.add(describeState({ state, because }, 600), { lead: "      " });
  page.add(`${name}${kind}, ${count(changes, "change")}: ${cutText(engineId, 80)} ${cutText(key, 80)}`, {
    lead: "      ",
    style: "dim",
  });
  // Elsewhere than on the web it is what git shows, and no place to look.
  if (url !== null && /^https?:/.test(url)) page.add(cutText(url, 300), { lead: "      ", style: "dim" });
}

function styleOf({ unauthorised, state }: ReviewedProposal): { readonly style?: Style } {
  if (state === "merged-unapproved") return { style: "red" };
  return unauthorised ? { style: "red" } : {};
}

function writeGovernance(page: TerminalPage, { governance }: ReviewReport): void {
  if (governance.length === 0) return;
  page.gap().add(`How the estate repository is governed: ${count(governance.length, "finding")}`, {
    lead: "   ",
    style: "bold",
  });
  for (const { code, message, remedy } of governance) {
    page.add(`${code}: ${cutText(message, 600)}`, { lead: "    ✗ ", style: "red" });
    page.add(cutText(remedy, 600), { lead: "      " });
  }
}

function writeWithout(page: TerminalPage, { withoutProposal }: ReviewReport): void {
  if (withoutProposal.length === 0) return;
  page.gap().add("Without a proposal, and why", { lead: "   ", style: "bold" });
  for (const { engineId, findings, message } of withoutProposal)
    page.add(`${cutText(engineId, 80)}, ${count(findings, "finding")}: ${cutText(message, 600)}`, { lead: "    · " });
}

function writeNotes(page: TerminalPage, { ticketNotes = [] }: ReviewReport): void {
  if (ticketNotes.length === 0) return;
  page.gap().add("Told to tickets", { lead: "   ", style: "bold" });
  for (const { ticket, system, state, message } of ticketNotes) {
    const name = `${cutText(ticket, 64)} (${cutText(system, 64)})`;
    if (state === "written") page.add(`${name}: a note says what was decided`, { lead: "    · " });
    else page.add(`${name}: not told yet: ${cutText(message ?? "", 600)}`, { lead: "    ✗ ", style: "red" });
  }
}
