import type { Artefact, TreeNode } from "#schemas/artefact";
import type { ActivationRules } from "#services/core/dialect";
import type { ActivationNeed } from "#services/core/runbook/order-activation";

/** Settings by which one item of a production sends to others. */
const TARGETS = /^TargetConfigName/;

/** What a production item sends to runs before it. */
export const activation: ActivationRules = { kinds: ["production-item"], needsOf };

function needsOf({ kind, key, root }: Artefact): readonly ActivationNeed[] {
  if (kind !== "production-item") return [];
  return targetsIn(root).map((needs) => ({ of: key, needs }));
}

function targetsIn({ name, key, text, children = [] }: TreeNode): string[] {
  const isTarget = TARGETS.test(key ?? name);
  const own = isTarget && text !== undefined ? text.split(",").map((target) => target.trim()) : [];
  return [...own.filter(Boolean), ...children.flatMap(targetsIn)];
}
