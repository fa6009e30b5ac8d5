import type { ChangePreview, PreviewedChange } from "#schemas/change-preview";
import { writeDiff } from "../terminal/terminal-diff.js";
import { type TerminalOptions, TerminalPage } from "../terminal/terminal-page.js";
import { count } from "../text/count.js";
import { cutText } from "../text/cut-text.js";
import {
  atStake,
  describeCandidate,
  describePreviewed,
  describePreviewedPath,
  describeUnexpected,
  previewHeadline,
} from "../words/describe-preview.js";

const MAX_PATHS = 20;

/** The answer of `change preview` for a person at a terminal: the sentence, each change, and the digests for the ticket. */
export function renderPreviewTerminal(preview: ChangePreview, options: TerminalOptions = {}): string {
  const page = new TerminalPage(options);
  page.add(previewHeadline(preview), { style: "bold" });
  page.add(describeCandidate(preview), { lead: "  candidate " });
  for (const warning of preview.warnings) page.add(cutText(warning, 400), { lead: "  ! ", style: "yellow" });
  const shown = preview.changes.slice(0, options.findingsLimit ?? 50);
  for (const change of shown) writeChange(page, change);
  const hidden = preview.changes.length - shown.length;
  if (hidden > 0) page.gap().add(`${count(hidden, "more change")} not shown here: use --markdown or --json.`);
  writeDigests(page, preview);
  return page.toString();
}

function writeChange(page: TerminalPage, change: PreviewedChange): void {
  page.gap().add(`${describePreviewed(change)} (${cutText(change.flow, 80)}, tier ${change.tier})`, { style: "bold" });
  page.add(atStake(change), { lead: "  " });
  if (change.mustMatch !== undefined)
    page.add(`No failover works until the standby has it too: ${cutText(change.mustMatch, 300)}.`, { lead: "  ! " });
  for (const path of change.paths.slice(0, MAX_PATHS)) {
    page.add(describePreviewedPath(path, 120), { lead: "  · " });
    const unexpected = describeUnexpected(path, 120);
    if (unexpected !== undefined) page.add(unexpected, { lead: "    ! ", style: "yellow" });
    if (path.diff !== undefined) writeDiff(page, path.diff, 40);
  }
  const more = change.paths.length - MAX_PATHS;
  if (more > 0) page.add(`… and ${count(more, "more path")}.`, { lead: "    " });
}

/** Whole and on lines of their own, to be copied. */
function writeDigests(page: TerminalPage, { setDigest, changes }: ChangePreview): void {
  if (setDigest === null) return;
  page.gap().add("DIGESTS FOR THE TICKET", { style: "bold" });
  page.addVerbatim(setDigest, { lead: "  all    " });
  for (const { digest, artefact } of changes) {
    page.addVerbatim(digest, { lead: "  change " });
    page.add(cutText(artefact.name, 120), { lead: "         ", style: "dim" });
  }
}
