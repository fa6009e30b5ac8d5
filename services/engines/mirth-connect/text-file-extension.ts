import type { RawNode } from "#services/core/dialect";
import { attributeOf, entryKey, textAt } from "./raw-nodes.js";

const EXTENSIONS: Readonly<Record<string, string>> = {
  script: "js",
  deployScript: "js",
  undeployScript: "js",
  shutdownScript: "js",
  preprocessingScript: "js",
  postprocessingScript: "js",
  batchScript: "js",
  selectScript: "js",
  updateScript: "js",
  onUpdateScript: "js",
};

/** The extension of the file in which a leaf stands in Git; `undefined` where it stands inline, or is only long. */
export function textFileExtension(kind: string, node: RawNode, ancestors: readonly RawNode[]): string | undefined {
  const parent = ancestors.at(-1);
  const name = fieldName(node, parent);
  if (Object.hasOwn(EXTENSIONS, name)) return EXTENSIONS[name];
  if (name === "code" && kind === "code-template") return "js";
  if (name === "Script" || name.endsWith("script")) return "js";
  if (/^(select|update|query|onUpdate|ack)$/.test(name)) return databaseExtension(node, parent);
  if (name === "template" && parent !== undefined && /xslt/i.test(parent.name)) return "xslt";
  return undefined;
}

/** In a map the key says what the value is. */
function fieldName(node: RawNode, parent: RawNode | undefined): string {
  if (node.name === "property") return attributeOf(node, "name") ?? "";
  if (parent?.name === "entry" && parent.children[0] !== node) return entryKey(parent) ?? "";
  return node.name;
}

/** A database connector holds either SQL or a script in the same field. */
function databaseExtension(node: RawNode, parent: RawNode | undefined): string | undefined {
  if (node.text === "" || !/\s/.test(node.text.trim())) return undefined;
  return textAt(parent, "useScript") === "true" ? "js" : "sql";
}
