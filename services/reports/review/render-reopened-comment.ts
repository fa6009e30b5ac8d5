import type { ChangeProposal } from "#schemas/change-proposal";
import { listMoves } from "./render-since-comment.js";

/** That changes which were gone came back, and whether they are the same. Approvals from before are void either way. */
export function renderReopenedComment(before: ChangeProposal, after: ChangeProposal): string {
  const same = before.digest === after.digest;
  return [
    "**Opened again: changes that were gone came back on production.** Approvals given before do not count.",
    same
      ? "They are the same as before."
      : ["They are not all the same as before:", "", ...listMoves(before, after)].join("\n"),
  ].join("\n\n");
}
