import type { RawArtefact, RawNode } from "#services/core/dialect";
import { tidyText } from "#services/formats/udl/tidy-text";
import { listItems } from "./list-columns.js";
import { branchNode, leafNode } from "./raw-nodes.js";
import { rowArtefacts } from "./row-artefacts.js";

/** Reads an export of security settings (`<UsersExport>`, `<RolesExport>`…); `undefined` where the document is none. */
export function securityRows(root: RawNode): readonly RawArtefact[] | undefined {
  if (!/^[A-Z]\w+Export$/.test(root.name)) return undefined;
  const byTable = new Map<string, RawNode[]>();
  for (const row of root.children.flatMap(rowsOf)) byTable.set(row.name, [...(byTable.get(row.name) ?? []), row]);
  return [...byTable].flatMap(([table, rows]) => rowArtefacts(table, rows.map(columnsOf), { origin: "" }));
}

/** A whole export holds one export for each kind of setting. */
function rowsOf(node: RawNode): readonly RawNode[] {
  return /^[A-Z]\w+Export$/.test(node.name) ? node.children : [node];
}

function columnsOf(row: RawNode): RawNode {
  return branchNode("row", row.children.map(columnOf));
}

/** Lists come as elements here and as text in a table. */
function columnOf(column: RawNode): RawNode {
  if (column.children.length === 0)
    return listItems(column.name, tidyText(column.text)) ?? { ...column, text: tidyText(column.text) };
  const items = column.children.map((item) =>
    item.children.length === 0 ? leafNode("item", item.text) : { ...item, name: "item" },
  );
  return branchNode(column.name, items);
}
