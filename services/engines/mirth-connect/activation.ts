import type { Artefact, TreeNode } from "#schemas/artefact";
import type { ActivationRules } from "#services/core/dialect";
import type { ActivationNeed } from "#services/core/runbook/order-activation";

/** What the channel dependencies say, and each destination that writes into another channel: what is written to runs first. */
export const activation: ActivationRules = { kinds: ["channel", "channel-dependencies"], needsOf };

function needsOf({ kind, key, root }: Artefact): readonly ActivationNeed[] {
  if (kind === "channel-dependencies") return (root.children ?? []).flatMap(ofDependency);
  return kind === "channel" ? writtenTo(root).map((needs) => ({ of: key, needs })) : [];
}

function ofDependency(dependency: TreeNode): ActivationNeed[] {
  const [of, needs] = ["dependentId", "dependencyId"].map((name) => textOf(dependency, name));
  return of === undefined || needs === undefined ? [] : [{ of, needs }];
}

function writtenTo(channel: TreeNode): string[] {
  const destinations = childOf(channel, "destinationConnectors")?.children ?? [];
  return destinations.flatMap((destination) => {
    const properties = childOf(destination, "properties");
    const className = properties?.attributes?.find(([name]) => name === "class")?.[1] ?? "";
    const channelId = properties === undefined ? undefined : textOf(properties, "channelId");
    return className.endsWith(".VmDispatcherProperties") && channelId !== undefined ? [channelId] : [];
  });
}

function childOf({ children = [] }: TreeNode, name: string): TreeNode | undefined {
  return children.find((child) => child.name === name);
}

function textOf(node: TreeNode, name: string): string | undefined {
  return childOf(node, name)?.text;
}
