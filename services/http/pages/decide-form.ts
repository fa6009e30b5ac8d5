import type { ProposalView } from "#schemas/api/proposal-view";
import { cutText } from "#services/reports/cut-text";
import { type Markup, markup } from "#services/reports/markup";
import type { Decision } from "#services/reports/review/describe-decision";
import { csrfField } from "./csrf-field.js";
import type { PageReader } from "./layout.js";
import { mayDecide } from "./may-decide.js";
import { proposalLink } from "./proposal-link.js";

/**
 * Where a reader decides: bound to the digest of what stands on the page, under the name of whoever is signed in. Nothing where they may not, or
 * where decisions are made on a Git host.
 */
export function decideForm(
  { proposal, review, summary }: ProposalView,
  about: { readonly estate: string; readonly decision: Decision },
  reader: PageReader,
): Markup | null {
  const subject = { estate: about.estate, engine: proposal.engineId };
  if (review === null || !mayDecide(reader.principal, subject)) return null;
  const [accept, decline] = about.decision.choices;
  return markup`<h2 id="decide">Your decision</h2>
<form method="post" action="${proposalLink(about.estate, summary)}/decision">
${csrfField(reader.csrf)}<input type="hidden" name="digest" value="${proposal.digest}" />
<p>You decide as <strong>${cutText(reader.principal.name, 80)}</strong>, on the content ${cutText(proposal.digest.slice(0, 19), 30)}. Were it another by then, nothing would be decided.</p>
<div class="nhsuk-form-group"><label class="nhsuk-label" for="reason">Why (on record for ever; no names of patients)</label>
<textarea class="nhsuk-textarea" id="reason" name="reason" rows="3" maxlength="500"></textarea></div>
<div class="choices"><button class="nhsuk-button" type="submit" name="says" value="accept">${accept.name}</button>
<button class="nhsuk-button nhsuk-button--secondary" type="submit" name="says" value="decline">${decline.name}</button></div>
</form>`;
}
