import type { EvidenceTable } from "#schemas/evidence-table";
import { type Markup, markup } from "../html/markup.js";
import { count } from "../text/count.js";
import { layoutTable, type TableLayout } from "./layout-table.js";

/** Rows beyond these are folded away on a screen, and all there on paper. */
const SHOWN_AT_ONCE = 200;

/** One table of a pack as a part of its report, with every row. */
export function htmlEvidenceTable(table: EvidenceTable): Markup {
  const layout = layoutTable(table);
  const { rows } = layout;
  const more = rows.slice(SHOWN_AT_ONCE);
  return markup`<section class="part" aria-labelledby="t${table.id}">
<h3 id="t${table.id}">${table.title}</h3>
<p>${table.explains}</p>
<p class="soft">${count(rows.length, "row")}. The same, with every column in full: <code>${table.id}.csv</code></p>
${rows.length === 0 ? markup`<p>There is nothing to list.</p>` : longTable(`${table.title}`, layout, rows.slice(0, SHOWN_AT_ONCE))}
${more.length === 0 ? null : markup`<details><summary>${count(more.length, "more row")}</summary>${longTable(`${table.title}, from row ${SHOWN_AT_ONCE + 1}`, layout, more)}</details>`}</section>
`;
}

function longTable(caption: string, { headings }: TableLayout, rows: TableLayout["rows"]): Markup {
  return markup`<div class="wide" role="group" aria-label="${caption}" tabindex="0"><table class="long">
<caption>${caption}</caption>
<thead><tr>${headings.map((heading) => markup`<th scope="col">${heading}</th>`)}</tr></thead>
<tbody>${rows.map(tableRow)}</tbody>
</table></div>`;
}

function tableRow([first = "", ...rest]: readonly string[]): Markup {
  return markup`
<tr><th scope="row">${first}</th>${rest.map((cell) => markup`<td>${cell}</td>`)}</tr>`;
}
