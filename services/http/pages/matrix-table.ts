import { type Markup, type MarkupValue, markup } from "#services/reports/html/markup";

/** A table whose cells come as whole cells, in a group that scrolls by keyboard where the screen is narrow. */
export function matrixTable(table: {
  readonly caption: string;
  readonly columns: readonly MarkupValue[];
  readonly rows: readonly { readonly name: MarkupValue; readonly cells: readonly Markup[] }[];
}): Markup {
  const head = table.columns.map((column) => markup`<th scope="col">${column}</th>`);
  return markup`<div class="wide" role="group" aria-label="${table.caption}" tabindex="0"><table class="matrix">
<caption>${table.caption}</caption>
<thead><tr>${head}</tr></thead>
<tbody>${table.rows.map(
    ({ name, cells }) => markup`
<tr><th scope="row">${name}</th>${cells}</tr>`,
  )}</tbody>
</table></div>
`;
}
