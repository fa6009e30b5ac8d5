import { mayDo } from "#services/core/access/may-do";
import { type Markup, markup } from "#services/reports/html/markup";
import { cutText } from "#services/reports/text/cut-text";
import { csrfField } from "./csrf-field.js";
import { estateLink } from "./estate-link.js";
import type { PageReader } from "./layout.js";

/** What somebody chose and typed, shown again where it was not taken. */
export interface TypedReview {
  /** `confirmed` or `changes-wanted`; anything else is neither. */
  readonly outcome: string;
  readonly change: string;
}

interface AccessFormAbout {
  readonly estate: string;
  /** Of what is shown: the review is bound to it. */
  readonly digest: string;
  readonly typed: TypedReview;
}

/** The form by which a review of what is shown is put on record; nothing for whoever may not. */
export function accessForm({ estate, digest, typed }: AccessFormAbout, reader: PageReader): Markup | null {
  if (!mayDo(reader.principal, "review-access", { estate, engine: null })) return null;
  return markup`<h2 id="record">Put a review on record</h2>
<p>It is on record for ever, in the name of <strong>${cutText(reader.principal.name, 80)}</strong>, and speaks of what this page shows: where that moves before it is sent, it is refused.</p>
<form method="post" action="${estateLink(estate, "access", "reviews")}">${csrfField(reader.csrf)}<input type="hidden" name="digest" value="${digest}" />
<div class="nhsuk-form-group"><label class="nhsuk-label" for="outcome">What you decide</label><select class="nhsuk-select" id="outcome" name="outcome">${OUTCOMES.map(([value, text]) => option(value, text, typed.outcome))}</select></div>
<div class="nhsuk-form-group"><label class="nhsuk-label" for="change">What has to change</label><div class="nhsuk-hint" id="change-hint">Leave it empty where nothing has to.</div><input class="nhsuk-input" id="change" name="change" maxlength="500" autocomplete="off" aria-describedby="change-hint" value="${typed.change}" /></div>
<button class="nhsuk-button" type="submit">Record the review</button></form>`;
}

const OUTCOMES = [
  ["", "Choose"],
  ["confirmed", "All is as it should be"],
  ["changes-wanted", "Something has to change"],
] as const;

function option(value: string, text: string, chosen: string): Markup {
  return value === chosen
    ? markup`<option value="${value}" selected="selected">${text}</option>`
    : markup`<option value="${value}">${text}</option>`;
}
