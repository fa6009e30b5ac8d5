import type { RawNode } from "#services/core/dialect";
import { childOf, textOf } from "./raw-tree.js";

/** Gives the cells that a row of a lookup table is known by: those of the key columns, or all where the table has no key. */
export function rowKey(table: RawNode | undefined): (row: RawNode) => readonly RawNode[] {
  const columns = childOf(table, "columns")?.children ?? [];
  const isKey = columns.map((column) => textOf(column, "isKeyColumn") === "true");
  return ({ children }) => {
    const key = children.filter((_, index) => isKey[index]);
    return key.length > 0 ? key : children;
  };
}
