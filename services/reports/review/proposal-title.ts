import type { ChangeProposal } from "#schemas/change-proposal";
import { AUTHORISATION_VERDICTS } from "#services/core/authorisation/authorisation-verdicts";
import { breakReferences } from "../markdown/markdown.js";
import { cutText } from "../text/cut-text.js";
import { clipText } from "./clip-text.js";
import { describeProposed } from "./describe-proposed.js";

const MAX = 120;

/** One line for a list, at most 120 characters: engine, what was done, and on whose authority. No mention or reference comes out of it. */
export function proposalTitle(proposal: ChangeProposal): string {
  const engine = clipText(cutText(proposal.engineId, 80), 30);
  const lead = proposal.kind === "restore" ? `${engine}, put back: ` : `${engine}: `;
  const end = ` (${clipText(authorityOf(proposal), 30)})`;
  return plain(`${lead}${titleOf(proposal, MAX - RESERVE - lead.length - end.length)}${end}`);
}

/** The same to be read on a page or a terminal, where nothing looks for references. */
export function shownTitle(proposal: ChangeProposal): string {
  return withoutBreaks(proposalTitle(proposal));
}

/** Titles as a report keeps them, without the signs that keep forges from finding references. */
export function withoutBreaks(title: string): string {
  return title.replaceAll("\u200b", "");
}

/** Room for the signs that break references. */
const RESERVE = 8;

/** As much as there is room for: whole values or none, so that no number is cut in two. */
function titleOf(proposal: ChangeProposal, room: number): string {
  const { what, path, verb, how } = describeProposed(proposal);
  const where = path === undefined ? "" : `: ${path}`;
  const versions = [`${what}${where} ${verb}${how}`, `${what}${where} ${verb}`, `${what} ${verb}`];
  return versions.find((version) => version.length <= room) ?? clipText(`${what} ${verb}`, room);
}

function authorityOf({ ticket, verdict }: ChangeProposal): string {
  if (ticket !== null) return cutText(ticket, 60);
  return AUTHORISATION_VERDICTS[verdict].effect === "unknown" ? "authority unknown" : "no ticket";
}

/** Hosts render back-ticks in titles, and look for references in the message of the merge that is made of it. */
function plain(text: string): string {
  return clipText(breakReferences(text.replaceAll("`", "'").replaceAll("<", "‹").replaceAll(">", "›")), MAX);
}
