import type { AlignmentStanding } from "#schemas/alignment-standing";
import { cutText } from "../text/cut-text.js";
import { showInstant } from "../text/describe-time.js";

export const ALIGNMENTS_HEADING = "Planned alignments";

/** How a planned alignment stands, in a line. */
export function describeAlignment({ engineId, nodeId, since, message }: AlignmentStanding): string {
  return `${cutText(nodeId, 80)} of ${cutText(engineId, 80)}, planned ${showInstant(since)}. ${cutText(message, 400)}`;
}
