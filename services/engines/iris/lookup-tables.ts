import type { RawArtefact, RawNode } from "#services/core/dialect";
import { keyIn, malformed, type Place } from "./place.js";
import { attributeOf, branchNode, leafNode } from "./raw-nodes.js";

/**
 * Reads `<lookupTable>`: one artefact a table, since the old form may mix several. A table without entries is known by its
 * document's name alone.
 */
export function lookupTables(root: RawNode, place: Place, documentName?: string): readonly RawArtefact[] {
  const byTable = new Map<string, RawNode[]>(documentName === undefined ? [] : [[documentName, []]]);
  for (const entry of root.children) {
    const key = attributeOf(entry, "key");
    const table = attributeOf(entry, "table") ?? documentName;
    if (entry.name !== "entry" || key === undefined || table === undefined) {
      throw malformed(place.origin, 1, "a lookup table holds something that is no entry");
    }
    const value = attributeOf(entry, "value") ?? entry.text;
    const entries = byTable.get(table) ?? [];
    entries.push(
      leafNode(
        "entry",
        value,
        entry.attributes.filter(([name]) => name !== "table" && name !== "value"),
      ),
    );
    byTable.set(table, entries);
  }
  return [...byTable]
    .filter(([, entries]) => entries.length > 0 || byTable.size === 1)
    .map(([table, entries]) => ({
      kind: "lookup-table",
      key: keyIn(place, table),
      name: table,
      root: branchNode("lookupTable", entries),
    }));
}
