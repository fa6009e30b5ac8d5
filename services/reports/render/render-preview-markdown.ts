import type { ChangePreview, PreviewedChange, PreviewedPath } from "#schemas/change-preview";
import { markdownFence, markdownTable, markdownText } from "../markdown/markdown.js";
import { markdownDiff, markdownSide } from "../markdown/markdown-change.js";
import { markdownDocument } from "../markdown/markdown-document.js";
import { count } from "../text/count.js";
import { cutText } from "../text/cut-text.js";
import { showInstant } from "../text/describe-time.js";
import { describeArtefact } from "../words/describe-artefact.js";
import {
  atStake,
  describeCandidate,
  describePreviewed,
  describeUnexpected,
  previewHeadline,
} from "../words/describe-preview.js";

const MAX_PATHS = 20;

/**
 * A preview to be pasted into a ticket: the sentence, the digests, then each change. It holds no other digest in full, because a
 * ticket system is read for them; the digests come first, because a ticket may cut a long text.
 */
export function renderPreviewMarkdown(preview: ChangePreview): string {
  const warnings = preview.warnings.map((warning) => `- ${outside(warning)}`);
  return markdownDocument([
    `# What will change on ${outside(preview.engineId)}`,
    `**${markdownText(withoutDigests(previewHeadline(preview)))}**`,
    ...digests(preview),
    ...(warnings.length === 0 ? [] : [["## To settle first", "", ...warnings].join("\n")]),
    ...overview(preview),
    provenance(preview),
    ...preview.changes.map(changeSection),
  ]);
}

function digests({ setDigest, changes }: ChangePreview): readonly string[] {
  if (setDigest === null) return [];
  const lines = [setDigest, ...new Set(changes.map(({ digest }) => digest))];
  return ["## Digests that bind this ticket to the change", markdownFence(lines, "")];
}

function overview({ changes }: ChangePreview): readonly string[] {
  if (changes.length === 0) return [];
  const rows = changes.map((change) => [
    outside(describeArtefact(change)),
    change.what,
    `${outside(change.flow)}, tier ${change.tier}`,
    outside(change.owner),
  ]);
  return [`## Changes\n\n${markdownTable(["Artefact", "Will be", "Flow", "Owner"], rows)}`];
}

function provenance(preview: ChangePreview): string {
  const { baseline, at, dialect } = preview;
  const approved = `approved baseline ${short(baseline.digest)} by ${outside(baseline.approver)}`;
  return [
    `- Candidate ${outside(describeCandidate(preview))}`,
    `- Held against the ${approved}, ${markdownText(showInstant(at))}, read by ${outside(dialect)}`,
  ].join("\n");
}

function changeSection(change: PreviewedChange): string {
  const shown = change.paths.slice(0, MAX_PATHS);
  const rows = shown.map((path) => [`${outside(path.label)} will be ${path.kind}`, side(path.from), side(path.to)]);
  const more = change.paths.length - shown.length;
  const mustMatch =
    change.mustMatch && `**No failover works until the standby has it too: ${outside(change.mustMatch)}.**`;
  return [
    `### ${outside(describePreviewed(change))}`,
    outside(atStake(change)),
    ...(mustMatch === undefined ? [] : [mustMatch]),
    markdownTable(["What", "Approved now", "Will be"], rows),
    ...(more > 0 ? [`… and ${count(more, "more path")}.`] : []),
    ...shown.flatMap(unexpectedLine),
    ...shown.flatMap(({ diff }) => markdownDiff(diff === undefined ? undefined : withoutDigests(diff))),
  ].join("\n\n");
}

function unexpectedLine(path: PreviewedPath): readonly string[] {
  const unexpected = describeUnexpected(path, 120);
  return unexpected === undefined ? [] : [outside(unexpected)];
}

function side(value: string | null): string {
  return markdownSide(value === null ? null : withoutDigests(value));
}

function outside(text: string): string {
  return markdownText(cutText(withoutDigests(text), 300));
}

function short(digest: string): string {
  return markdownText(withoutDigests(digest));
}

/** Whatever else looks like a digest would be taken for one of this change. */
function withoutDigests(text: string): string {
  return text.replace(/(sha256:[0-9a-f]{12})[0-9a-f]+/gi, "$1…");
}
