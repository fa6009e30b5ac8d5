import type { ChangeProposal } from "#schemas/change-proposal";
import type { ReviewDecision } from "#schemas/review-decision";
import { escapeText } from "#services/core/text/escape-text";

/** What the commit of an adoption says beside the proposal and its decision. */
export interface AdoptedBaseline {
  /** Of the baseline as it stands then. */
  readonly digest: string;
  readonly nodeId: string;
  readonly takenAt: string;
  readonly artefacts: number;
}

/** Writes the message of the commit by which a proposal moves the baseline; trailers as on every baseline, then those of the review. */
export function adoptionMessage(
  { engineId, key, digest: change, changes }: ChangeProposal,
  { approvers, ticket, url }: ReviewDecision,
  baseline: AdoptedBaseline,
): string {
  return [
    `${engineId}: proposal ${key} adopted, ${changes.length} of ${baseline.artefacts} artefacts`,
    "",
    `Lockstep-Engine: ${engineId}`,
    `Lockstep-Node: ${baseline.nodeId}`,
    `Lockstep-Digest: ${baseline.digest}`,
    `Lockstep-Taken-At: ${baseline.takenAt}`,
    `Lockstep-Proposal: ${key}`,
    `Lockstep-Change: ${change}`,
    ...approvers.map(({ name }) => `Approved-By: ${oneLine(name)}`),
    ...(ticket === null ? [] : [`Ticket: ${oneLine(ticket)}`]),
    ...(url === null ? [] : [`Review: ${oneLine(url)}`]),
    "",
  ].join("\n");
}

/** Names come from a forge: nothing in them may end the line, or look like another trailer. */
function oneLine(text: string): string {
  const shown = escapeText(text).trim().slice(0, 300);
  return shown === "" ? "(no name)" : shown;
}
