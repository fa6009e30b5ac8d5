import type { FieldRule, RawNode } from "../dialect.js";
import { maskLeaves } from "../privacy/mask-by-place.js";
import { ruleOf } from "./rule-of.js";
import type { Walk } from "./walk.js";

/** A node that is kept, with what it is. */
export interface Kept {
  readonly raw: RawNode;
  readonly rule: FieldRule;
}

/** Leaves out what is never a difference, before anything is counted or keyed: a second walk must see the same siblings. */
export function keptNodes(
  nodes: readonly RawNode[],
  walk: Walk,
  ancestors: readonly RawNode[],
  parentPosition: number,
): Kept[] {
  const kept: Kept[] = [];
  for (const raw of nodes) {
    const rule = ruleOf(raw, ancestors, walk);
    if (rule.volatile === "provenance") keepProvenance(raw, ancestors, walk);
    if (rule.volatile !== undefined || restates(raw, rule, parentPosition)) continue;
    kept.push({ raw, rule });
  }
  return kept;
}

function keepProvenance(raw: RawNode, ancestors: readonly RawNode[], walk: Walk): void {
  const prefix = [...ancestors.slice(1).map((node) => node.name), raw.name].join("/");
  for (const [path, text] of maskLeaves(raw, prefix, ancestors, walk)) walk.provenance[path] = text;
}

function restates(raw: RawNode, rule: FieldRule, position: number): boolean {
  return rule.positionOf === true && raw.children.length === 0 && raw.text === String(position);
}
