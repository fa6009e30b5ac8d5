import type { ReviewedProposal, ReviewReport } from "#schemas/review-report";
import { breakReferences, markdownTable } from "../markdown/markdown.js";
import { count } from "../text/count.js";
import { cutText } from "../text/cut-text.js";
import { showInstant } from "../text/describe-time.js";
import { quoteTyped } from "../text/quote-typed.js";
import { clipText } from "./clip-text.js";
import { describeForge, describeState, partProposals, reviewHeadline } from "./describe-review.js";
import { fitSections, type Section } from "./fit-sections.js";
import { markdownLink, markdownWords } from "./markdown-words.js";
import { withoutBreaks } from "./proposal-title.js";

/** One issue that lists everything: what waits, what is to be put back, what has no proposal and why, and how the repository is governed. */
export function renderDashboardMarkdown(
  report: ReviewReport,
  maxCharacters: number,
): { readonly title: string; readonly body: string } {
  const estate = clipText(cutText(report.estate, 80), 80).replaceAll("`", "'");
  return {
    title: breakReferences(`Lockstep: what waits for a decision in ${estate}`),
    body: fitSections(sectionsOf(report), {
      maxCharacters,
      foot: `Written anew by every run; what is edited here is lost. Last: ${markdownWords(showInstant(report.at), 60)}.`,
      note: (left) =>
        `**Left out here, for length: ${[...new Set(left.map(({ name }) => name))].join(", ")}.** \`lockstep review\` shows it all.`,
    }),
  };
}

function sectionsOf(report: ReviewReport): readonly Section[] {
  const { waiting, toRestore, held, stuck, settled } = partProposals(report);
  return [
    headSection(report),
    ...governanceSections(report),
    ...tableSections("Waiting for a decision", waiting, 3),
    ...tableSections("To be put back on production", toRestore, 4),
    ...tableSections("Somebody has to look", stuck, 5),
    ...tableSections("Held back for now", held, 5),
    ...withoutSections(report),
    ...tableSections("Settled lately", settled, 7),
  ];
}

function headSection(report: ReviewReport): Section {
  const forge = report.forge.state === "unavailable" ? `\n\n**${markdownWords(describeForge(report), 600)}**` : "";
  return { name: "the summary", rank: 1, versions: [`**${markdownWords(reviewHeadline(report), 400)}**${forge}`] };
}

function governanceSections({ governance }: ReviewReport): readonly Section[] {
  if (governance.length === 0) return [];
  const version = (limit: number): string => {
    const lines = governance
      .slice(0, limit)
      .map(
        ({ code, message, remedy }) =>
          `- **${code}**: ${markdownWords(message, 300)} ${markdownWords(quoteTyped(remedy), 300)}`,
      );
    return ["### How the estate repository is governed", "", ...lines, ...rest(governance.length, limit)].join("\n");
  };
  return [{ name: "findings about governance", rank: 2, versions: [version(50), version(10), version(2)] }];
}

function tableSections(title: string, proposals: readonly ReviewedProposal[], rank: number): readonly Section[] {
  if (proposals.length === 0) return [];
  const version = (limit: number, maxCharacters: number): string => {
    const table = markdownTable(
      ["Proposal", "Severity", "Engine", "Changes", "How it stands"],
      proposals.slice(0, limit).map((proposal) => rowOf(proposal, maxCharacters)),
    );
    const more = proposals.length > limit ? `\n\nShowing ${limit} of ${proposals.length}, the most urgent.` : "";
    return `### ${title}: ${proposals.length}\n\n${table}${more}`;
  };
  return [
    {
      name: title.toLowerCase(),
      rank,
      versions: [version(200, 300), version(100, 160), version(40, 80), version(10, 40), version(3, 20)],
    },
  ];
}

function rowOf(proposal: ReviewedProposal, maxCharacters: number): readonly string[] {
  const { number, url, title, severity, engineId, changes, state, because } = proposal;
  const name = markdownWords(withoutBreaks(title), 130);
  return [
    url === null ? name : `${name} (${markdownLink(number === null ? "open" : `no. ${number}`, url)})`,
    severity,
    markdownWords(engineId, 80),
    String(changes),
    markdownWords(clipText(describeState({ state, because }, maxCharacters), maxCharacters), maxCharacters),
  ];
}

/** Why something has no proposal is told by name: silence would read as forgotten. */
function withoutSections({ withoutProposal }: ReviewReport): readonly Section[] {
  if (withoutProposal.length === 0) return [];
  const version = (limit: number): string => {
    const lines = withoutProposal
      .slice(0, limit)
      .map(
        ({ engineId, findings, message }) =>
          `- ${markdownWords(engineId, 80)}, ${count(findings, "finding")}: ${markdownWords(message, 300)}`,
      );
    return ["### Without a proposal, and why", "", ...lines, ...rest(withoutProposal.length, limit)].join("\n");
  };
  return [{ name: "why something has no proposal", rank: 6, versions: [version(100), version(20), version(5)] }];
}

function rest(total: number, limit: number): readonly string[] {
  return total > limit ? [`- … and ${total - limit} more`] : [];
}
