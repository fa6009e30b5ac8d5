import type { FindingView } from "#schemas/api/finding-view";
import { shortId } from "#services/reports/findings/find-finding";
import { type Markup, markup } from "#services/reports/html/markup";
import { capitalise } from "#services/reports/text/capitalise";
import { cutText } from "#services/reports/text/cut-text";
import { quoteTyped } from "#services/reports/text/quote-typed";
import { describeArtefact } from "#services/reports/words/describe-artefact";
import { csrfField } from "./csrf-field.js";
import { estateLink } from "./estate-link.js";
import { findingHeadline } from "./finding-headline.js";
import type { PageParts, PageReader } from "./layout.js";
import { typedLines } from "./typed-lines.js";

/** What somebody typed, shown again where it was not taken. */
export interface TypedWaiver {
  readonly owner: string;
  readonly reason: string;
  readonly until: string;
  readonly ticket: string;
}

/** The form by which one finding is tolerated until a day, by the word of whoever is signed in. */
export function waivePage(
  values: {
    readonly estate: string;
    readonly view: FindingView;
    readonly hasBaseline: boolean;
    readonly typed: TypedWaiver;
    /** Why it was not taken. */
    readonly problem?: string;
  },
  reader: PageReader,
): PageParts {
  const { estate, view, typed, problem } = values;
  const { engineId, finding } = view;
  const href = estateLink(estate, "engines", engineId, "findings", shortId(finding));
  const name = capitalise(describeArtefact(finding));
  return {
    title: "Waive a difference until a day",
    breadcrumbs: [
      { text: "Overview", href: estateLink(estate) },
      { text: cutText(engineId, 60), href: estateLink(estate, "engines", engineId) },
      { text: name, href },
    ],
    main: markup`${problem === undefined ? null : problemBox(problem)}<p><strong>${name}.</strong> ${findingHeadline(view, values.hasBaseline)}</p>
<p>It is tolerated for this very content, counted and shown, and blocks nothing until the day ends. Then it comes back with its history. You permit it as <strong>${cutText(reader.principal.name, 80)}</strong>; whoever puts an end to it is somebody else.</p>
<form method="post" action="${href}/waive">${csrfField(reader.csrf)}<input type="hidden" name="finding" value="${finding.id}" />
${field("owner", "Who puts an end to it", markup`<input class="nhsuk-input" id="owner" name="owner" required maxlength="120" autocomplete="off" value="${typed.owner}" />`)}
${field("reason", "Why it is tolerated for now", markup`<textarea class="nhsuk-textarea" id="reason" name="reason" rows="3" required maxlength="500">${typedLines(typed.reason)}</textarea>`, "It is on record for ever: no names of patients.")}
${field("until", "Its last day", markup`<input class="nhsuk-input nhsuk-input--width-10" id="until" name="until" type="date" required value="${typed.until}" />`, "To the end of that day in UTC. Policy says how many days at most.")}
${field("ticket", "Ticket under which it is mended, if there is one", markup`<input class="nhsuk-input nhsuk-input--width-20" id="ticket" name="ticket" maxlength="100" autocomplete="off" value="${typed.ticket}" />`)}
<button class="nhsuk-button" type="submit">Waive it until then</button> <p><a href="${href}">Back, without a waiver</a></p></form>`,
  };
}

function field(id: string, label: string, input: Markup, hint?: string): Markup {
  return markup`<div class="nhsuk-form-group"><label class="nhsuk-label" for="${id}">${label}</label>${hint === undefined ? null : markup`<div class="nhsuk-hint">${hint}</div>`}${input}</div>
`;
}

function problemBox(problem: string): Markup {
  return markup`<div class="nhsuk-error-summary" aria-labelledby="problem" role="alert" tabindex="-1"><h2 class="nhsuk-error-summary__title" id="problem">It was not waived</h2><div class="nhsuk-error-summary__body"><p>${quoteTyped(cutText(problem, 600))}</p></div></div>`;
}
