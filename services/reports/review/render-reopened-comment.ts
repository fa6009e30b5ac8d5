import type { ChangeProposal } from "#schemas/change-proposal";
import { listMoves } from "./render-since-comment.js";

/** That changes which were gone came back, and whether they are the same: an approval is of content, and holds for the same content. */
export function renderReopenedComment(before: ChangeProposal, after: ChangeProposal): string {
  const lead = "**Opened again: changes that were gone came back on production.**";
  if (before.digest === after.digest) {
    return [lead, "They are the same as before, so an approval that was given for them still counts."].join("\n\n");
  }
  return [
    `${lead} Approvals given before do not count.`,
    ["They are not all the same as before:", "", ...listMoves(before, after)].join("\n"),
  ].join("\n\n");
}
