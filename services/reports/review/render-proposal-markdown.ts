import type { ChangeProposal } from "#schemas/change-proposal";
import { count } from "../text/count.js";
import { type DecisionContext, describeDecision } from "./describe-decision.js";
import { describeEffect } from "./describe-effect.js";
import { fitSections, type Section } from "./fit-sections.js";
import { DETAILS, detailSections } from "./markdown-details.js";
import { provenanceSection } from "./markdown-provenance.js";
import { rowsSection } from "./markdown-rows.js";
import { ticketSection } from "./markdown-ticket.js";
import { markdownLink, markdownWords } from "./markdown-words.js";
import { proposalHeadline } from "./proposal-headline.js";

/** What a body needs beside the proposal. */
export interface ProposalMarkdownOptions extends DecisionContext {
  /** Bound of the whole body: 60,000 on most hosts, 4,000 on some. */
  readonly maxCharacters: number;
  /** Where the full report stands; left out where it stands nowhere. */
  readonly reportUrl?: string;
  /** Where the page stands that shows the sides beside each other; left out where it stands nowhere. */
  readonly pageUrl?: string;
  /** What machines read, last of all: one HTML comment. */
  readonly machineComment?: string;
}

/**
 * The body of a review, for a CAB reviewer who is no developer: sentence, ten rows, ticket, effect, decision, then details to
 * unfold. Never longer than it may be: whole sections are left out, the least important first, and that is said.
 */
export function renderProposalMarkdown(proposal: ChangeProposal, options: ProposalMarkdownOptions): string {
  const { maxCharacters, reportUrl, pageUrl, machineComment } = options;
  const details = detailSections(proposal);
  const links = [
    ...(reportUrl === undefined ? [] : [markdownLink("Full report", reportUrl)]),
    ...(pageUrl === undefined ? [] : [markdownLink("Side by side, as a page to download", pageUrl)]),
  ];
  const sections = [
    headlineSection(proposal),
    rowsSection(proposal),
    ticketSection(proposal),
    effectSection(proposal),
    decisionSection(proposal, options),
    ...details,
    provenanceSection(proposal),
  ];
  return fitSections(sections, {
    maxCharacters,
    foot: [links.join(" · "), commentOf(machineComment)].filter((part) => part !== "").join("\n\n"),
    note: (left) =>
      tellLeft(left, {
        changes: proposal.changes.length,
        shown: details.filter((section) => !left.includes(section)).length,
        hasReport: reportUrl !== undefined,
      }),
  });
}

function headlineSection(proposal: ChangeProposal): Section {
  const headline = proposalHeadline(proposal);
  const version = (max: number): string => `**${markdownWords(headline, max)}**`;
  return { name: "the headline", rank: 1, versions: [version(1200), version(500), version(240)] };
}

function effectSection(proposal: ChangeProposal): Section {
  const { blocks, because } = describeEffect(proposal);
  const version = (max: number): string =>
    `### Effect on failover\n\nBlocks failover: ${blocks === "yes" ? "**yes**" : "no"}. ${markdownWords(because, max)}`;
  return { name: "the effect on failover", rank: 3, versions: [version(300), version(120)] };
}

function decisionSection(proposal: ChangeProposal, context: DecisionContext): Section {
  const decision = describeDecision(proposal, context);
  const version = (max: number, rule: readonly string[]): string =>
    [
      "### Decision asked",
      `**${markdownWords(decision.question, 300)}** Asked of: ${markdownWords(decision.asked, max)}`,
      decision.choices
        .map(({ name, act, next }) => `- **${name}** (${act}): ${markdownWords(next.replaceAll("`", "'"), max)}`)
        .join("\n"),
      ...rule,
    ].join("\n\n");
  return {
    name: "the decision asked",
    rank: 2,
    versions: [version(400, [decision.rule]), version(160, [])],
  };
}

/** What is left out, each kind once, and where all of it stands. */
function tellLeft(
  left: readonly Section[],
  { changes, shown, hasReport }: { readonly changes: number; readonly shown: number; readonly hasReport: boolean },
): string {
  const others = [...new Set(left.map(({ name }) => name))].filter((name) => name !== DETAILS);
  const details = shown === changes ? [] : [`the details of ${changes - shown} of ${count(changes, "change")}`];
  const where = hasReport ? "The full report holds them all." : "`lockstep review` shows them all.";
  return `**Left out here, for length: ${[...others, ...details].join(", ")}.** ${where}`;
}

/** Anything but one comment of ours would be read as text, or end a comment of ours early. */
function commentOf(comment: string | undefined): string {
  return comment !== undefined && /^<!--(?:(?!-->|<!--)[\s\S])*-->$/.test(comment.trim()) ? comment.trim() : "";
}
