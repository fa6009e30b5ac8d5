import type { TreeNode } from "#schemas/artefact";

/** Tells whether two subtrees are the same: names, attributes, text, children and their order. */
export function isSameTree(a: TreeNode | undefined, b: TreeNode | undefined): boolean {
  if (a === b) return true;
  if (a === undefined || b === undefined) return false;
  if (a.name !== b.name || a.key !== b.key || (a.text ?? "") !== (b.text ?? "")) return false;
  if (a.collection !== b.collection || !hasSameAttributes(a, b)) return false;
  const left = a.children ?? [];
  const right = b.children ?? [];
  return left.length === right.length && left.every((child, index) => isSameTree(child, right[index]));
}

function hasSameAttributes(a: TreeNode, b: TreeNode): boolean {
  const left = a.attributes ?? [];
  const right = b.attributes ?? [];
  return (
    left.length === right.length &&
    left.every(([name, value], index) => right[index]?.[0] === name && right[index]?.[1] === value)
  );
}
