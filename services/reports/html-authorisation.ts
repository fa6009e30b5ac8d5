import type { Authorisation } from "#schemas/authorisation";
import { describeAuthorisation, describeChanger, describeSuggestions, describeTest } from "./describe-authorisation.js";
import { type Markup, markup } from "./markup.js";

/** Whether a change was authorised, with every test of every ticket ticked or crossed. */
export function htmlAuthorisation(authorisation: Authorisation): Markup {
  const changer = describeChanger(authorisation);
  const suggested = describeSuggestions(authorisation);
  return markup`<p><strong>Authority:</strong> ${describeAuthorisation(authorisation)}. ${changer === undefined ? null : `${changer}.`}</p>
${authorisation.trace.length === 0 ? null : markup`<ul class="plain">${authorisation.trace.map(testItem)}</ul>`}
${suggested === undefined ? null : markup`<p>${suggested}.</p>`}`;
}

function testItem(test: Authorisation["trace"][number]): Markup {
  const outcome = test.passed
    ? markup`<span class="passed">✓ passed</span>`
    : markup`<span class="failed">✗ failed</span>`;
  return markup`
<li>${outcome} ${describeTest(test, 300)}</li>`;
}
