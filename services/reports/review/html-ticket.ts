import type { ChangeProposal } from "#schemas/change-proposal";
import { htmlTests } from "../html/html-authorisation.js";
import { type Markup, markup } from "../html/markup.js";
import { describeAuthorisation, describeSuggestions } from "../words/describe-authorisation.js";
import { describeDuties } from "../words/describe-duties.js";
import { clipText } from "./clip-text.js";
import { nameArtefacts } from "./name-artefacts.js";
import { type TicketGroup, ticketGroups } from "./ticket-groups.js";

/** The ticket with every test ticked or crossed; each judgement once, the worst first. */
export function htmlTicket({ findings }: ChangeProposal, limit: number): Markup {
  const groups = ticketGroups(findings);
  const told = groups.slice(0, limit).map((group) => groupBlock(group, groups.length === 1));
  return markup`${told}${groups.length > limit ? markup`<p>… and ${groups.length - limit} more judgements on other changes.</p>` : null}`;
}

function groupBlock({ findings, authorisation }: TicketGroup, isOnly: boolean): Markup {
  const suggestions = describeSuggestions(authorisation);
  const of = isOnly ? null : markup`${clipText(nameArtefacts(findings), 200)}: `;
  return markup`<p>${of}<strong>${describeAuthorisation(authorisation)}.</strong></p>
${describeDuties(authorisation).map((duty) => markup`<p class="warning">${duty}.</p>`)}${suggestions === undefined ? null : markup`<p>${suggestions}.</p>`}
${htmlTests(authorisation)}`;
}
