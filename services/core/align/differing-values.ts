import type { TreeNode } from "#schemas/artefact";
import type { ValueToSet } from "./set-value.js";

/** Every leaf whose text is another one in two trees of the same shape. */
export function differingValues(from: TreeNode, to: TreeNode, at: readonly string[] = []): readonly ValueToSet[] {
  if (from.children === undefined || to.children === undefined) {
    const [before, after] = [from.text ?? "", to.text ?? ""];
    return before === after ? [] : [{ segments: at, from: before, to: after }];
  }
  const after = to.children;
  return from.children.flatMap((child, index) => {
    const twin = after[index];
    return twin === undefined ? [] : differingValues(child, twin, [...at, child.key ?? child.name]);
  });
}
