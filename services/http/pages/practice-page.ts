import type { StandingAction } from "#schemas/action";
import type { Decisions } from "#schemas/api/decisions";
import type { Viewed } from "#services/ports/estate-views";
import { type Markup, markup } from "#services/reports/html/markup";
import { cutText } from "#services/reports/text/cut-text";
import { quoteTyped } from "#services/reports/text/quote-typed";
import { actionWords } from "./action-words.js";
import { csrfField } from "./csrf-field.js";
import { estateLink } from "./estate-link.js";
import { faultNotice } from "./fault-notice.js";
import type { PageParts, PageReader } from "./layout.js";
import { typedLines } from "./typed-lines.js";

/** What somebody typed, shown again where it was not taken. */
export interface TypedExercise {
  readonly kind: string;
  readonly started: string;
  readonly ended: string;
  readonly outcome: string;
  readonly cleanedUp: string;
  readonly rtoMinutes: string;
  /** One a line. */
  readonly lessons: string;
  /** One a line: what, owner and day, with semicolons. */
  readonly actions: string;
}

export interface PracticeValues {
  readonly estate: string;
  readonly engineId: string;
  readonly decisions: Viewed<Decisions>;
  readonly typed: TypedExercise;
  /** Why it was not taken. */
  readonly problem?: string;
}

/** The form by which an exercise is recorded, and those by which the engine's open actions are closed. */
export function practicePage(values: PracticeValues, reader: PageReader): PageParts {
  const { estate, engineId, decisions, typed, problem } = values;
  const open = (decisions.value?.actions ?? []).filter(
    (action) => action.engineId === engineId && action.standing !== "closed",
  );
  const at = estateLink(estate, "engines", engineId, "practice");
  return {
    title: "Exercises and actions",
    breadcrumbs: [
      { text: "Overview", href: estateLink(estate) },
      { text: cutText(engineId, 60), href: estateLink(estate, "engines", engineId) },
    ],
    main: markup`${faultNotice(decisions)}${problem === undefined ? null : problemBox(problem)}
<h2>Open actions</h2>
${open.length === 0 ? markup`<p>No action is open.</p>` : open.map((action) => closeForm(at, action, reader))}
<h2>Record an exercise</h2>
<p>It is on record for ever, in the name of <strong>${cutText(reader.principal.name, 80)}</strong>, with what the last check before it and the last check since it ended saw of both nodes. It counts only with its clean-up; once that is done, record it again with the same times.</p>
<form method="post" action="${at}/exercises">${csrfField(reader.csrf)}
${choice("kind", "What was practised", ["failover", "restore", "table-top"], typed.kind)}
${line("started", "When it began", typed.started, INSTANT)}
${line("ended", "When it was over", typed.ended, INSTANT)}
${choice("outcome", "How it went", ["passed", "partly", "failed"], typed.outcome)}
${choice("cleanedUp", "Failed back, and nothing left behind", ["no", "yes"], typed.cleanedUp)}
${line("rtoMinutes", "Minutes that it may take, where policy/runbook.yaml does not say", typed.rtoMinutes)}
${lines("lessons", "What was learnt, one lesson a line", typed.lessons, "No names of patients.")}
${lines("actions", "What is to be done, one action a line", typed.actions, "What; who sees to it; its last day: Renew the VPN route;Network team;2026-12-18")}
<button class="nhsuk-button" type="submit">Record the exercise</button></form>`,
  };
}

const INSTANT = "With its zone: 2026-10-13T09:30:00+01:00, or in UTC with Z at its end.";

function closeForm(at: string, action: StandingAction, reader: PageReader): Markup {
  const id = `note-${action.id}`;
  return markup`<form method="post" action="${at}/actions/${action.id}/close">${csrfField(reader.csrf)}<div class="nhsuk-form-group"><label class="nhsuk-label" for="${id}">${actionWords(action)}</label><input class="nhsuk-input" id="${id}" name="note" required maxlength="500" autocomplete="off" placeholder="What was done" /></div><button class="nhsuk-button nhsuk-button--secondary" type="submit">Close it</button></form>
`;
}

function line(id: string, label: string, value: string, hint?: string): Markup {
  const input = markup`<input class="nhsuk-input nhsuk-input--width-20" id="${id}" name="${id}" maxlength="40" autocomplete="off"${describedBy(id, hint)} value="${value}" />`;
  return field(id, label, input, hint);
}

function lines(id: string, label: string, value: string, hint: string): Markup {
  const input = markup`<textarea class="nhsuk-textarea" id="${id}" name="${id}" rows="3" maxlength="8000"${describedBy(id, hint)}>${typedLines(value)}</textarea>`;
  return field(id, label, input, hint);
}

function describedBy(id: string, hint: string | undefined): Markup | null {
  return hint === undefined ? null : markup` aria-describedby="${id}-hint"`;
}

function choice(id: string, label: string, choices: readonly string[], chosen: string): Markup {
  const options = choices.map((each) =>
    each === chosen
      ? markup`<option value="${each}" selected="selected">${each}</option>`
      : markup`<option value="${each}">${each}</option>`,
  );
  return field(id, label, markup`<select class="nhsuk-select" id="${id}" name="${id}">${options}</select>`);
}

function field(id: string, label: string, input: Markup, hint?: string): Markup {
  return markup`<div class="nhsuk-form-group"><label class="nhsuk-label" for="${id}">${label}</label>${hint === undefined ? null : markup`<div class="nhsuk-hint" id="${id}-hint">${hint}</div>`}${input}</div>
`;
}

function problemBox(problem: string): Markup {
  return markup`<div class="nhsuk-error-summary" aria-labelledby="problem" role="alert" tabindex="-1"><h2 class="nhsuk-error-summary__title" id="problem">It was not recorded</h2><div class="nhsuk-error-summary__body"><p>${quoteTyped(cutText(problem, 600))}</p></div></div>`;
}
