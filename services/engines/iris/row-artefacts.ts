import type { Notice } from "#schemas/artefact";
import type { RawArtefact, RawNode } from "#services/core/dialect";
import { compareText } from "#services/core/text/compare-text";
import { keyIn, type Place } from "./place.js";
import { branchNode, textOf } from "./raw-nodes.js";
import { type TableKind, tableKind } from "./table-kinds.js";

/** Makes an artefact of each row of a table; a row is a node with its columns as children, in whatever order. */
export function rowArtefacts(table: string, rows: readonly RawNode[], place: Place): readonly RawArtefact[] {
  const spec = tableKind(table);
  const named = rows.map((row) => ({ name: identityOf(row, spec), row: withoutEmpty(row) }));
  const seen = new Map<string, number>();
  // Twins are told apart by content, so that the order read does not matter.
  return named
    .toSorted((a, b) => compareText(JSON.stringify(a), JSON.stringify(b)))
    .map(({ name, row }) => {
      const count = (seen.get(name) ?? 0) + 1;
      seen.set(name, count);
      const own = count === 1 ? name : `${name}#${count}`;
      const notices = spec.kind === "credential" ? { notices: [notCompared(own)] } : {};
      return { kind: spec.kind, key: spec.inNamespace ? keyIn(place, own) : own, name: own, root: row, ...notices };
    });
}

/** Passwords are never asked for: credentials that look alike may still log in on one node alone. */
function notCompared(name: string): Notice {
  const message = `the password of credentials '${name}' is not read, so that another one would look the same`;
  return { code: "secret-unverifiable", path: "/", message };
}

function identityOf(row: RawNode, { identity, prefix }: TableKind): string {
  const parts = identity.map((column) => textOf(row, column)).filter((part) => part !== "");
  const own = parts.length > 0 || identity.length === 0 ? parts.join("/") : textOf(row, "ID");
  return [prefix, own].filter((part) => part !== undefined && part !== "").join(" ") || row.name;
}

/** A column without a value is no column: engines differ in whether they name it. */
function withoutEmpty(row: RawNode): RawNode {
  const children = row.children
    .filter((child) => child.text !== "" || child.children.length > 0)
    .toSorted((a, b) => compareText(a.name, b.name));
  return branchNode("row", children);
}
