import type { RawNode } from "#services/core/dialect";

/** Where the editor of a business process draws its shapes. */
const DRAWING: ReadonlySet<string> = new Set(["xpos", "ypos", "xend", "yend", "height", "width"]);

/** Empty means the same as left out. */
const OPTIONAL: ReadonlySet<string> = new Set([
  "name",
  "comment",
  "production",
  "transform",
  "effectiveBegin",
  "effectiveEnd",
  "sourceDocType",
  "targetDocType",
  "includes",
]);

/** Attributes of a rule, transformation or process that never make a difference: drawing, editor's labels, defaults written out. */
export function droppedAttributes(kind: string, node: RawNode): readonly string[] {
  return node.attributes.filter(([name, value]) => isNoise(kind, name, value)).map(([name]) => name);
}

function isNoise(kind: string, name: string, value: string): boolean {
  if (kind === "bpl" && DRAWING.has(name)) return true;
  if (kind === "rule" && name === "alias") return true;
  if (name === "disabled") return value === "false" || value === "0" || value === "";
  return value === "" && OPTIONAL.has(name);
}
