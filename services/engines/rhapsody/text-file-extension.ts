import type { RawNode } from "#services/core/dialect";
import { isScript } from "./configuration/read-leaf-text.js";
import { attributeOf } from "./raw-tree.js";

const MAX_INLINE = 200;

/** The extension of the file that a reviewer reads a text in; `undefined` where it stands well inline. */
export function textFileExtension(node: RawNode, ancestors: readonly RawNode[]): string | undefined {
  const name = attributeOf(node, "name") ?? node.name;
  const parent = ancestors.at(-1)?.name;
  if (parent === "files") return extensionOf(name);
  if (node.name === "notes") return "txt";
  if (node.name === "body" && ancestors.some((ancestor) => ancestor.name === "function")) return "js";
  const isLong = node.text.includes("\n") || node.text.length > MAX_INLINE;
  if (!isLong) return undefined;
  if (isScript(name)) return "js";
  if (/sql|query|statement/i.test(name)) return "sql";
  if (/xslt?|stylesheet/i.test(name)) return "xsl";
  return node.text.trimStart().startsWith("<") ? "xml" : "txt";
}

function extensionOf(fileName: string): string {
  return /\.([A-Za-z0-9]{1,8})$/.exec(fileName)?.[1]?.toLowerCase() ?? "txt";
}
