import type { Change, DriftCase } from "#schemas/drift";
import { count } from "../text/count.js";
import { cutText } from "../text/cut-text.js";
import { describeExpected, describeKind, describeNotice, describeSide } from "../words/describe-finding.js";
import { htmlDiff } from "./html-diff.js";
import { type Markup, type MarkupValue, markup } from "./markup.js";

const MAX_CHANGES = 100;
const MAX_VALUE = 1000;

/** The changes of one finding: approved baseline, production and standby side by side; what is as approved says so. */
export function htmlChanges(
  changes: readonly Change[],
  about: { driftCase: DriftCase; caption: string; hasBaseline: boolean },
): Markup | null {
  if (changes.length === 0) return null;
  const shown = changes.slice(0, MAX_CHANGES);
  if (about.driftCase === "in-lockstep") return noticeList(shown);
  return markup`${htmlSides(changes, about)}
${shown.map((change) => (change.diff === undefined ? null : htmlDiff(change.diff, change.label)))}`;
}

/** The same as a table of their sides alone, without the lines of texts. */
export function htmlSides(
  changes: readonly Change[],
  about: { readonly caption: string; readonly hasBaseline: boolean },
): Markup {
  const shown = changes.slice(0, MAX_CHANGES);
  const sides = about.hasBaseline ? ["Approved baseline", "Production", "Standby"] : ["Production", "Standby"];
  return markup`<table class="sides"><caption>${about.caption}</caption>
<thead><tr><th scope="col">What</th>${sides.map((side) => markup`<th scope="col">${side}</th>`)}</tr></thead>
<tbody>${shown.map((change) => changeRow(change, about.hasBaseline))}</tbody></table>
${changes.length > shown.length ? markup`<p class="soft">… and ${count(changes.length - shown.length, "more change")}, not shown here: see the JSON answer.</p>` : null}`;
}

/** What was noticed is no difference, and has no sides to compare. */
function noticeList(changes: readonly Change[]): Markup {
  return markup`<ul class="plain">${changes.map((change) => markup`<li>${describeNotice(change, MAX_VALUE)}</li>`)}</ul>`;
}

function changeRow(change: Change, hasBaseline: boolean): Markup {
  const expected = describeExpected(change, 200);
  const white = change.whitespaceOnly === true ? " in white space only" : "";
  return markup`
<tr><th scope="row">${cutText(change.label, 300)}<br /><span class="soft">${describeKind(change, hasBaseline)}${white}${expected === undefined ? null : markup`<br />${expected}`}</span></th>${sideCells(change, hasBaseline)}</tr>`;
}

function sideCells({ baseline, production, standby }: Change, hasBaseline: boolean): MarkupValue {
  if (!hasBaseline) return [cell(production), standby === production ? cell(standby) : differing(standby)];
  const onProduction = production === baseline ? AS_BASELINE : differing(production);
  const onStandby = standby === baseline ? AS_BASELINE : standby === production ? AS_PRODUCTION : differing(standby);
  return [cell(baseline), onProduction, onStandby];
}

const AS_BASELINE = markup`<td class="soft">as the approved baseline</td>`;
const AS_PRODUCTION = markup`<td><strong>as production</strong></td>`;

function cell(value: string | null): Markup {
  return markup`<td class="value">${describeSide(value, MAX_VALUE)}</td>`;
}

function differing(value: string | null): Markup {
  return markup`<td class="value"><strong>${describeSide(value, MAX_VALUE)}</strong></td>`;
}
