import { type Markup, type MarkupValue, markup } from "./markup.js";

/**
 * A table with a caption and scoped headings, in a group that can be scrolled by keyboard where the screen is narrow.
 * The first cell of a row names the row.
 */
export function htmlTable(table: {
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly MarkupValue[])[];
}): Markup {
  const head = table.columns.map((column) => markup`<th scope="col">${column}</th>`);
  return markup`<div class="wide" role="group" aria-label="${table.caption}" tabindex="0"><table>
<caption>${table.caption}</caption>
<thead><tr>${head}</tr></thead>
<tbody>${table.rows.map(tableRow)}</tbody>
</table></div>
`;
}

function tableRow(cells: readonly MarkupValue[]): Markup {
  const [first, ...rest] = cells;
  return markup`
<tr><th scope="row">${first}</th>${rest.map((cell) => markup`<td>${cell}</td>`)}</tr>`;
}
