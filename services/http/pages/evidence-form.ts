import type { EvidenceChoices } from "#schemas/evidence-choices";
import { mayDo } from "#services/core/access/may-do";
import { type Markup, type MarkupValue, markup } from "#services/reports/html/markup";
import { cutText } from "#services/reports/text/cut-text";
import { quoteTyped } from "#services/reports/text/quote-typed";
import { csrfField } from "./csrf-field.js";
import { estateLink } from "./estate-link.js";
import type { PageReader } from "./layout.js";

/** What somebody typed, shown again where it was not taken. */
export interface TypedEvidence {
  readonly from: string;
  readonly to: string;
  readonly framework: string;
  /** None: every engine. */
  readonly engines: readonly string[];
}

export interface EvidenceFormAbout {
  readonly estate: string;
  readonly typed: TypedEvidence;
  /** Why it was not taken; left out: nothing was asked yet. */
  readonly problem?: string | undefined;
  readonly editions: EvidenceChoices["editions"];
  readonly engines: readonly string[];
}

/** The form that asks for an evidence pack, for whoever may. */
export function evidenceForm(
  { estate, typed, problem, editions, engines }: EvidenceFormAbout,
  reader: PageReader,
): Markup | null {
  if (!mayDo(reader.principal, "make-evidence", { estate, engine: null })) return null;
  return markup`<h2 id="make">Make one</h2>
${problem === undefined ? null : problemBox(problem)}<form method="post" action="${estateLink(estate, "evidence")}">${csrfField(reader.csrf)}
${field("from", "Its first day", dayInput("from", typed.from), "Days are counted by the clocks in London.")}
${field("to", "Its last day, which is part of it", dayInput("to", typed.to))}
${field("framework", "Framework and edition", frameworkSelect(editions, typed.framework))}
${engines.length < 2 ? null : engineBoxes(engines, typed.engines)}
<button class="nhsuk-button" type="submit">Make the pack</button></form>
<p class="soft">It is made beside, and may take minutes. Asked for again while nothing else was recorded, it is the same pack.</p>`;
}

function dayInput(name: string, value: string): Markup {
  return markup`<input class="nhsuk-input nhsuk-input--width-10" id="${name}" name="${name}" type="date" required value="${value}" />`;
}

function frameworkSelect(editions: EvidenceChoices["editions"], typed: string): Markup {
  const options = editions.map(({ ref, title, status }) => {
    const text = `${cutText(title, 100)} (${ref}${status === "provisional" ? ", provisional" : ""})`;
    return ref === typed
      ? markup`<option value="${ref}" selected>${text}</option>`
      : markup`<option value="${ref}">${text}</option>`;
  });
  return markup`<select class="nhsuk-select" id="framework" name="framework"><option value="">DSPT, of the assessment year in which it ends</option>${options}</select>`;
}

function engineBoxes(engines: readonly string[], typed: readonly string[]): Markup {
  const boxes = engines.slice(0, MAX_BOXES).map((id, index) => {
    const checked = typed.includes(id) ? markup` checked` : null;
    return markup`<div class="nhsuk-checkboxes__item"><input class="nhsuk-checkboxes__input" id="engine-${index}" name="engine" type="checkbox" value="${id}"${checked} /><label class="nhsuk-label nhsuk-checkboxes__label" for="engine-${index}">${cutText(id, 60)}</label></div>`;
  });
  return markup`<fieldset class="nhsuk-fieldset"><legend class="nhsuk-fieldset__legend">Engines: none ticked means every one</legend><div class="nhsuk-checkboxes">${boxes}</div></fieldset>`;
}

const MAX_BOXES = 200;

function field(id: string, label: string, input: MarkupValue, hint?: string): Markup {
  return markup`<div class="nhsuk-form-group"><label class="nhsuk-label" for="${id}">${label}</label>${hint === undefined ? null : markup`<div class="nhsuk-hint">${hint}</div>`}${input}</div>
`;
}

function problemBox(problem: string): Markup {
  return markup`<div class="nhsuk-error-summary" aria-labelledby="problem" role="alert" tabindex="-1"><h3 class="nhsuk-error-summary__title" id="problem">It was not asked for</h3><div class="nhsuk-error-summary__body"><p>${quoteTyped(cutText(problem, 600))}</p></div></div>`;
}
