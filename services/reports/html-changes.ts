import type { Change, DriftCase } from "#schemas/drift";
import { cutText } from "./cut-text.js";
import { describeExpected, describeKind, describeNotice, describeSide } from "./describe-finding.js";
import { count } from "./headline.js";
import { htmlDiff } from "./html-diff.js";
import { type Markup, type MarkupValue, markup } from "./markup.js";

const MAX_CHANGES = 100;
const MAX_VALUE = 1000;

/** The changes of one finding: approved baseline, production and standby side by side, equal neighbours in one cell. */
export function htmlChanges(
  changes: readonly Change[],
  about: { driftCase: DriftCase; caption: string; hasBaseline: boolean },
): Markup | null {
  if (changes.length === 0) return null;
  const shown = changes.slice(0, MAX_CHANGES);
  if (about.driftCase === "in-lockstep") return noticeList(shown);
  const sides = about.hasBaseline ? ["Approved baseline", "Production", "Standby"] : ["Production", "Standby"];
  return markup`<table class="sides"><caption>${about.caption}</caption>
<thead><tr><th scope="col">What</th>${sides.map((side) => markup`<th scope="col">${side}</th>`)}</tr></thead>
<tbody>${shown.map((change) => changeRow(change, about.hasBaseline))}</tbody></table>
${changes.length > shown.length ? markup`<p class="soft">… and ${count(changes.length - shown.length, "more change")}, not shown here: see the JSON answer.</p>` : null}
${shown.map((change) => (change.diff === undefined ? null : htmlDiff(change.diff, change.label)))}`;
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
  if (!hasBaseline) return [cell(production, {}), cell(standby, { differs: standby !== production })];
  if (baseline === production && production === standby) return cell(baseline, { span: 3 });
  if (baseline === production) return [cell(baseline, { span: 2, both: true }), cell(standby, { differs: true })];
  if (production === standby) return [cell(baseline, {}), cell(production, { span: 2, both: true, differs: true })];
  const last =
    standby === baseline ? markup`<td class="soft">as the approved baseline</td>` : cell(standby, { differs: true });
  return [cell(baseline, {}), cell(production, { differs: true }), last];
}

function cell(value: string | null, options: { span?: number; both?: boolean; differs?: boolean }): Markup {
  const content =
    options.differs === true
      ? markup`<strong>${describeSide(value, MAX_VALUE)}</strong>`
      : describeSide(value, MAX_VALUE);
  const note = options.both === true ? markup` <span class="soft">(the same on both)</span>` : null;
  return markup`<td class="value" colspan="${options.span ?? 1}">${content}${note}</td>`;
}
