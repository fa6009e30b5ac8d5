import type { ChangeProposal } from "#schemas/change-proposal";
import type { ReviewDecision } from "#schemas/review-decision";
import { count } from "../text/count.js";
import { cutText } from "../text/cut-text.js";
import { showInstant } from "../text/describe-time.js";
import { describeArtefact } from "../words/describe-artefact.js";
import { clipText } from "./clip-text.js";
import { describeSides } from "./describe-sides.js";
import { proposalParts } from "./proposal-part.js";
import { type ProposalRow, proposalRows } from "./proposal-rows.js";

/** A decision, and what it was made on where that is known. */
export interface NotedDecision {
  readonly decision: ReviewDecision;
  readonly decidedAt: string;
  readonly proposal: ChangeProposal | undefined;
}

const MAX_CHARACTERS = 4000;
const MAX_LINE = 240;
const MAX_ROWS = 10;

/**
 * A note for the ticket of a change: plain text of at most 4,000 characters, what was decided, by whom and when, on which proposal, and
 * at most ten lines of what was changed. The last line is `mark`.
 *
 * No digest in it is written as a ticket would be bound to one: a ticket authorises what people put there before, and
 * what Lockstep writes afterwards must authorise nothing.
 */
export function renderTicketNote(noted: NotedDecision, mark: string): string {
  const { decision } = noted;
  const lines = [
    `Lockstep: ${outcomeOf(noted)}.`,
    `Decided by ${deciders(decision)} on ${showInstant(noted.decidedAt)}${placeOf(decision)}.`,
    ...(decision.reason === null ? [] : [`Reason: ${cutText(decision.reason, MAX_LINE)}`]),
    `Change set, SHA-256: ${inGroups(decision.digest.replace(/^sha256:/i, ""))}`,
    ...changesOf(noted),
  ].map((line) => clipText(withoutDigests(line), MAX_LINE));
  return `${clipText(lines.join("\n"), MAX_CHARACTERS - mark.length - 1)}\n${mark}`;
}

function outcomeOf({ decision, proposal }: NotedDecision): string {
  const { outcome, kind, engineId } = decision;
  const engine = cutText(proposal?.engineName ?? engineId, 80);
  if (outcome === "adopted") return `the approved baseline of ${engine} now follows production in what is listed below`;
  if (outcome === "restore-agreed") return `it was agreed that production of ${engine} is put back`;
  if (kind === "adopt") return `the change on ${engine} was declined: production is to be put back`;
  return `it was declined that production of ${engine} is put back`;
}

function deciders({ approvers, decidedBy }: ReviewDecision): string {
  const names = [...new Set(approvers.map(({ name }) => cutText(name, 60)))];
  if (names.length === 0) return cutText(decidedBy, 60);
  return names.length > 3 ? `${names.slice(0, 3).join(", ")} and ${names.length - 3} more` : names.join(", ");
}

function placeOf({ number, url, forge }: ReviewDecision): string {
  if (number === null) return forge === "ticket" ? ", by the approval of this ticket" : "";
  return `, proposal ${number}${url === null ? "" : ` (${clipText(cutText(url, 200), 120)})`}`;
}

function changesOf({ decision, proposal }: NotedDecision): readonly string[] {
  if (proposal === undefined) return [`It is about ${count(decision.changes.length, "changed artefact")}.`];
  const { rows, total } = proposalRows(proposalParts(proposal), MAX_ROWS);
  const more = total - rows.length;
  const title = "What was changed on production, from the approved baseline:";
  return [title, ...rows.map(rowOf), ...(more === 0 ? [] : [`… and ${more} more`])];
}

function rowOf({ part: { proposed, finding }, change }: ProposalRow): string {
  const artefact = clipText(cutText(describeArtefact(finding), 120), 80);
  if (proposed.what !== "changed" || change === undefined || change.path === "/") {
    return `- ${artefact} was ${proposed.what}`;
  }
  const { baseline, production } = describeSides(change, 50);
  return `- ${artefact}, ${clipText(cutText(change.label, 120), 70)}: ${clipText(baseline.text, 40)} -> ${clipText(production.text, 40)}`;
}

/** Wherever a digest stands, in a value of an engine too, it is written so that nothing finds it. */
function withoutDigests(line: string): string {
  return line.replaceAll(/[0-9a-f]{64}/gi, inGroups);
}

function inGroups(hex: string): string {
  return hex.match(/.{1,8}/g)?.join(" ") ?? "";
}
