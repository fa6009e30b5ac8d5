import type { ProposalSummary } from "#schemas/api/proposal-summary";
import { escapeText } from "#services/core/text/escape-text";

/** Tells the proposals that wait for a decision, two lines each. */
export function renderProposalsTerminal(proposals: readonly ProposalSummary[]): string {
  if (proposals.length === 0) return "Nothing waits for a decision.";
  return proposals.flatMap(linesOf).join("\n");
}

function linesOf({ number, title, key, severity, openedAt, digest }: ProposalSummary): readonly string[] {
  const name = number === null ? "" : `${number}  `;
  return [
    escapeText(`${name}${title}`),
    escapeText(`   ${severity}, since ${openedAt}; ${key}, ${digest.slice(0, 19)}`),
  ];
}
