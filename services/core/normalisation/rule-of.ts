import type { FieldRule, RawNode } from "../dialect.js";
import { isSecretPlace } from "../privacy/is-secret-place.js";
import type { Walk } from "./walk.js";

/** What a dialect does not say of a leaf its place says, so that no dialect can forget to ask. */
export function ruleOf(
  raw: RawNode,
  ancestors: readonly RawNode[],
  walk: Pick<Walk, "dialect" | "kind" | "scope">,
): FieldRule {
  const rule = walk.dialect.rule(walk.kind, raw, ancestors, walk.scope);
  if (rule.secret !== undefined || rule.volatile !== undefined || raw.children.length > 0) return rule;
  return isSecretPlace(raw.text, raw, ancestors) ? { ...rule, secret: true } : rule;
}
