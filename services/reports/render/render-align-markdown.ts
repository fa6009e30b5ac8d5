import type { AlignPlan, AlignStep } from "#schemas/align-plan";
import { markdownCode, markdownTable, markdownText } from "../markdown/markdown.js";
import { count } from "../text/count.js";
import { cutText } from "../text/cut-text.js";
import { showInstant } from "../text/describe-time.js";
import { ACTS, alignHeadline, carriedWord, NOTHING_WRITTEN, PLACEHOLDER_WORDS } from "../words/describe-align.js";

/** A plan to work through: each step with a box to tick, then how to go back, and the values to fill in. */
export function renderAlignMarkdown(plan: AlignPlan): string {
  const sections = [
    `# Alignment of ${markdownText(plan.node.id)}`,
    `**${markdownText(alignHeadline(plan))}**`,
    NOTHING_WRITTEN,
    provenance(plan),
    ...warnings(plan),
    ...artefactTable(plan),
    ...checklist("Steps", plan.steps),
    ...checklist("Going back", plan.rollback.steps),
    ...placeholderTable(plan),
  ];
  return `${sections.join("\n\n")}\n`;
}

function provenance(plan: AlignPlan): string {
  const { baseline, target, sources, at } = plan;
  return [
    `- Planned ${markdownText(showInstant(at))}, plan ${markdownCode(plan.digest)}`,
    `- Approved baseline ${markdownCode(baseline.digest)}, by ${markdownText(baseline.approver)}`,
    `- ${markdownText(plan.node.id)} as it was read: ${markdownCode(target.digest)}`,
    ...sources.map(
      ({ nodeId, takenAt }) => `- Taken from ${markdownText(nodeId)}, read ${markdownText(showInstant(takenAt))}`,
    ),
    `- To be expected afterwards: ${markdownCode(plan.expectedDigest)}`,
  ].join("\n");
}

function warnings({ warnings: told }: AlignPlan): readonly string[] {
  if (told.length === 0) return [];
  return [["## To know first", "", ...told.map((warning) => `- ${markdownText(warning)}`)].join("\n")];
}

function artefactTable({ artefacts }: AlignPlan): readonly string[] {
  if (artefacts.length === 0) return [];
  const rows = artefacts.map((artefact) => [
    markdownText(`${artefact.kind} ${cutText(artefact.name, 120)}`),
    ACTS[artefact.act],
    artefact.file === null ? markdownText(carriedWord(artefact)) : markdownCode(artefact.file),
    markdownText(artefact.why ?? ""),
  ]);
  return [`## What differs\n\n${markdownTable(["Artefact", "Now", "Brought by", "Why not by a file"], rows)}`];
}

function checklist(title: string, steps: readonly AlignStep[]): readonly string[] {
  if (steps.length === 0) return [];
  return [[`## ${title}`, "", ...steps.flatMap(stepLines)].join("\n")];
}

function stepLines({ number, what, details }: AlignStep): readonly string[] {
  return [
    `- [ ] **${number}.** ${markdownText(what)}`,
    ...details.map((detail) => `    - ${detailOf(cutText(detail.replace(/^- /, ""), 600))}`),
  ];
}

/** A file is named so that it can be copied. */
function detailOf(detail: string): string {
  const [, file, rest] = /^((?:package|rollback)\/\S+): (.*)$/s.exec(detail) ?? [];
  if (file === undefined || rest === undefined) return markdownText(detail);
  return `${markdownCode(file)}: ${markdownText(rest)}`;
}

function placeholderTable({ placeholders }: AlignPlan): readonly string[] {
  if (placeholders.length === 0) return [];
  const rows = placeholders.map(({ placeholder, file, kind }) => [
    markdownCode(placeholder),
    markdownCode(file),
    PLACEHOLDER_WORDS[kind],
  ]);
  const head = `## Values to fill in\n\n${count(placeholders.length, "value")} that Lockstep never writes; each stands in its file where the value stood.`;
  return [`${head}\n\n${markdownTable(["Placeholder", "File", "What it is"], rows)}`];
}
