import type { AlignmentStanding } from "#schemas/alignment-standing";
import { ALIGNMENTS_HEADING, describeAlignment } from "../words/describe-alignment.js";
import { markdownText } from "./markdown.js";

/** How planned alignments stand, a line each; nothing where there is none. */
export function markdownAlignments(alignments: readonly AlignmentStanding[] = []): readonly string[] {
  if (alignments.length === 0) return [];
  const lines = alignments.map((alignment) => `- ${markdownText(describeAlignment(alignment))}`);
  return [`### ${ALIGNMENTS_HEADING}\n\n${lines.join("\n")}`];
}
