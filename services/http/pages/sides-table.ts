import type { FindingSide } from "#schemas/api/finding-view";
import type { Change } from "#schemas/drift";
import { type Markup, markup } from "#services/reports/html/markup";
import { describeSides, type SideWords } from "#services/reports/review/describe-sides";
import { count } from "#services/reports/text/count";
import { cutText } from "#services/reports/text/cut-text";
import { showInstant } from "#services/reports/text/describe-time";
import { describeExpected, describeKind } from "#services/reports/words/describe-finding";

const MAX_ROWS = 200;
const MAX_VALUE = 1000;

/** The changes of a finding on the three sides, each side named by ticket or time; a value that is alike on several stands once. */
export function sidesTable(
  changes: readonly Change[],
  about: { readonly caption: string; readonly sides: readonly FindingSide[]; readonly hasBaseline: boolean },
): Markup {
  const shown = changes.slice(0, MAX_ROWS);
  const names = about.hasBaseline
    ? (["baseline", "production", "standby"] as const)
    : (["production", "standby"] as const);
  const more = changes.length - shown.length;
  return markup`<div class="wide" role="group" aria-label="${about.caption}" tabindex="0"><table class="sides">
<caption>${about.caption}</caption>
<thead><tr><th scope="col">What</th>${names.map((name) => sideHeading(name, about.sides))}</tr></thead>
<tbody>${shown.map((change) => changeRow(change, about.hasBaseline))}</tbody></table></div>
${more > 0 ? markup`<p class="soft">… and ${count(more, "more change")}, not shown here: see the JSON answer.</p>` : null}`;
}

const SIDE_NAMES = { baseline: "Approved baseline", production: "Production", standby: "Standby" } as const;

function sideHeading(name: FindingSide["side"], sides: readonly FindingSide[]): Markup {
  const side = sides.find((each) => each.side === name);
  const about = side === undefined ? undefined : name === "baseline" ? aboutBaseline(side) : aboutNode(side);
  return markup`<th scope="col">${SIDE_NAMES[name]}${about === undefined ? null : markup`<small>${about}</small>`}</th>`;
}

function aboutBaseline({ approver, ticket, at }: FindingSide): string {
  const by = approver === null ? [] : [`approved by ${cutText(approver, 60)}`];
  return [ticket === null ? "no ticket" : cutText(ticket, 60), ...by, ...(at === null ? [] : [showInstant(at)])].join(
    ", ",
  );
}

function aboutNode({ nodeId, at }: FindingSide): string {
  const node = nodeId === null ? [] : [cutText(nodeId, 60)];
  return [...node, at === null ? "not read" : `read ${showInstant(at)}`].join(", ");
}

function changeRow(change: Change, hasBaseline: boolean): Markup {
  const expected = describeExpected(change, 200);
  const white = change.whitespaceOnly === true ? " in white space only" : "";
  return markup`
<tr><th scope="row">${cutText(change.label, 300)}<small>${describeKind(change, hasBaseline)}${white}</small>${expected === undefined ? null : markup`<small>${expected}</small>`}</th>${hasBaseline ? threeCells(change) : twoCells(change)}</tr>`;
}

/** Every side has its own cell under its own heading; one that is alike says as what, so that nothing is left blank and nothing is told by a place. */
function threeCells(change: Change): readonly Markup[] {
  const { baseline, production, standby } = change;
  const words = describeSides(change, MAX_VALUE);
  return [
    cell(words.baseline),
    production === baseline ? AS_BASELINE : differing(words.production),
    standby === baseline ? AS_BASELINE : standby === production ? AS_PRODUCTION : differing(words.standby),
  ];
}

function twoCells(change: Change): readonly Markup[] {
  const words = describeSides({ ...change, baseline: change.production }, MAX_VALUE);
  return [cell(words.baseline), change.production === change.standby ? AS_PRODUCTION : differing(words.standby)];
}

const AS_BASELINE = markup`<td class="same">same as the approved baseline</td>`;
const AS_PRODUCTION = markup`<td class="same"><strong>same as production</strong></td>`;

function cell({ text, isValue }: SideWords): Markup {
  return isValue ? markup`<td class="value">${text}</td>` : markup`<td>${text}</td>`;
}

function differing({ text, isValue }: SideWords): Markup {
  return isValue ? markup`<td class="value"><strong>${text}</strong></td>` : markup`<td><strong>${text}</strong></td>`;
}
