import type { Artefact, TreeNode } from "#schemas/artefact";
import type { ActivationRules } from "#services/core/dialect";
import type { ActivationNeed } from "#services/core/runbook/order-activation";

/** The communication points that a route sends to run before it, and it runs before those that it takes messages from. */
export const activation: ActivationRules = { kinds: ["route"], needsOf };

function needsOf({ kind, key, root }: Artefact): readonly ActivationNeed[] {
  if (kind !== "route") return [];
  const outputs = leavesOf(childOf(root, "outputs")).map((needs) => ({ of: key, needs }));
  const inputs = (childOf(root, "inputs")?.children ?? []).flatMap((input) => {
    const uuid = input.attributes?.find(([name]) => name === "uuid")?.[1] ?? input.key;
    return uuid === undefined ? [] : [{ of: uuid, needs: key }];
  });
  return [...outputs, ...inputs];
}

function childOf({ children = [] }: TreeNode, name: string): TreeNode | undefined {
  return children.find((child) => child.name === name);
}

function leavesOf(node: TreeNode | undefined): string[] {
  if (node === undefined) return [];
  return [
    ...(node.text === undefined || node.text === "" ? [] : [node.text]),
    ...(node.children ?? []).flatMap(leavesOf),
  ];
}
