import type { ProposalView } from "#schemas/api/proposal-view";
import { type Markup, markup } from "#services/reports/html/markup";
import type { Decision } from "#services/reports/review/describe-decision";
import { cutText } from "#services/reports/text/cut-text";
import { csrfField } from "./csrf-field.js";
import type { PageReader } from "./layout.js";
import { proposalLink } from "./proposal-link.js";

/**
 * Where a reader decides: bound to the digest of what stands on the page, under the name of whoever is signed in. Where they may not, it says why and who
 * may. Nothing where decisions are made on a Git host.
 */
export function decideForm(
  { proposal, review, summary }: ProposalView,
  about: { readonly estate: string; readonly decision: Decision; readonly whyNot: string | undefined },
  reader: PageReader,
): Markup | null {
  if (review === null) return null;
  if (about.whyNot !== undefined) return whoDecides(about.decision, about.whyNot, reader);
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

function whoDecides({ asked }: Decision, whyNot: string, { principal }: PageReader): Markup {
  return markup`<h2 id="decide">Who decides</h2>
<p>Asked of: ${asked}</p>
<p>You are here as <strong>${cutText(principal.name, 80)}</strong>, and cannot decide on it: ${whyNot}.</p>`;
}
