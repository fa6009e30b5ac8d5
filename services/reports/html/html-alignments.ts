import type { AlignmentStanding } from "#schemas/alignment-standing";
import { ALIGNMENTS_HEADING, describeAlignment } from "../words/describe-alignment.js";
import { type Markup, markup } from "./markup.js";

/** How planned alignments stand, a line each; nothing where there is none. */
export function htmlAlignments(alignments: readonly AlignmentStanding[] = []): Markup | null {
  if (alignments.length === 0) return null;
  return markup`<h2>${ALIGNMENTS_HEADING}</h2>
<ul>${alignments.map((alignment) => markup`<li>${describeAlignment(alignment)}</li>`)}</ul>
`;
}
