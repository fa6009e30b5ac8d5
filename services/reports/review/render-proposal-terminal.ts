import type { ChangeProposal } from "#schemas/change-proposal";
import { writeFinding } from "../terminal/terminal-finding.js";
import { type TerminalOptions, TerminalPage } from "../terminal/terminal-page.js";
import { writeTests } from "../terminal/terminal-tests.js";
import { count } from "../text/count.js";
import { describeAuthorisation } from "../words/describe-authorisation.js";
import { type DecisionContext, describeDecision } from "./describe-decision.js";
import { describeEffect } from "./describe-effect.js";
import { nameArtefacts } from "./name-artefacts.js";
import { proposalHeadline } from "./proposal-headline.js";
import { shownTitle } from "./proposal-title.js";
import { ticketGroups } from "./ticket-groups.js";

/** How many artefacts and judgements are shown; the page shows the others. */
const MAX_FINDINGS = 10;
const MAX_GROUPS = 3;

/** A proposal for a person who decides at a terminal: sentence, effect, changes, ticket test by test, decision, digest. */
export function renderProposalTerminal(proposal: ChangeProposal, options: TerminalOptions & DecisionContext): string {
  const page = new TerminalPage(options);
  const { blocks, because } = describeEffect(proposal);
  page.add(shownTitle(proposal), { style: "bold" });
  page.gap().add(proposalHeadline(proposal), { lead: "  " });
  page.add(`${blocks}. ${because}`, { lead: "  Blocks failover: " });
  writeChanges(page, proposal);
  writeTicket(page, proposal);
  writeDecision(page, proposal, options);
  page.gap().addVerbatim(proposal.digest, { lead: "  digest " });
  return page.toString();
}

function writeChanges(page: TerminalPage, { findings }: ChangeProposal): void {
  page.gap().add(`WHAT WAS CHANGED: ${count(findings.length, "artefact")}`, { lead: "  ", style: "bold" });
  for (const finding of findings.slice(0, MAX_FINDINGS)) writeFinding(page, finding, true);
  if (findings.length > MAX_FINDINGS)
    page.add(`… and ${findings.length - MAX_FINDINGS} more (see --html or --json)`, { lead: "    " });
}

function writeTicket(page: TerminalPage, { findings }: ChangeProposal): void {
  page.gap().add("CHANGE TICKET", { lead: "  ", style: "bold" });
  const groups = ticketGroups(findings);
  for (const group of groups.slice(0, MAX_GROUPS)) {
    page.add(`${nameArtefacts(group.findings)}: ${describeAuthorisation(group.authorisation)}.`, { lead: "    " });
    writeTests(page, group.authorisation);
  }
  if (groups.length > MAX_GROUPS) page.add(`… and ${groups.length - MAX_GROUPS} more judgements`, { lead: "    " });
}

function writeDecision(page: TerminalPage, proposal: ChangeProposal, context: DecisionContext): void {
  const { question, asked, choices, rule } = describeDecision(proposal, context);
  page.gap().add("DECISION ASKED", { lead: "  ", style: "bold" });
  page.add(question, { lead: "    " });
  page.add(asked, { lead: "    Asked of: " });
  for (const { name, act, next } of choices) page.add(`${name} (${act}). ${next}`, { lead: "    - " });
  page.add(rule, { lead: "    ", style: "dim" });
}
