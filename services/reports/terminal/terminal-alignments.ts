import type { AlignmentStanding } from "#schemas/alignment-standing";
import { describeAlignment } from "../words/describe-alignment.js";
import type { TerminalPage } from "./terminal-page.js";

const LEADS = {
  proved: { lead: "    ✓ ", style: "green" },
  open: { lead: "    · " },
  stale: { lead: "    ! ", style: "yellow" },
  unknown: { lead: "    ? ", style: "yellow" },
} as const;

/** Writes how planned alignments stand, a line each. */
export function writeAlignments(page: TerminalPage, alignments: readonly AlignmentStanding[] = []): void {
  if (alignments.length === 0) return;
  page.gap().add("ALIGNMENTS", { lead: "  ", style: "bold" });
  for (const alignment of alignments) page.add(describeAlignment(alignment), LEADS[alignment.state]);
}
