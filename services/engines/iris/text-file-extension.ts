import type { RawNode } from "#services/core/dialect";
import { textOf } from "./raw-nodes.js";

/** The extension of the file in which a text stands by itself; `undefined` for what stands inline. */
export function textFileExtension(node: RawNode, ancestors: readonly RawNode[]): string | undefined {
  const parent = ancestors.at(-1);
  switch (node.name) {
    case "Implementation":
      return LANGUAGES.get(textOf(parent ?? node, "Language").toLowerCase()) ?? "mac";
    case "Code":
      return parent?.name === "Routine" ? routineExtension(parent) : "mac";
    case "code":
      return node.text.includes("\n") ? "mac" : undefined;
    case "SqlQuery":
      return "sql";
    case "sql":
      return node.text.includes("\n") ? "sql" : undefined;
    default:
      return undefined;
  }
}

const LANGUAGES: ReadonlyMap<string, string> = new Map([
  ["python", "py"],
  ["javascript", "js"],
  ["tsql", "sql"],
  ["ispl", "sql"],
]);

function routineExtension(routine: RawNode): string {
  const type = textOf(routine, "Type").toLowerCase();
  return /^(?:mac|inc|int|bas)$/.test(type) ? type : "mac";
}
