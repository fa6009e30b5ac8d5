import type { TreeNode } from "#schemas/artefact";
import type { Change, DriftCase } from "#schemas/drift";
import { formatPath } from "../artefact/change-path.js";
import type { Dialect } from "../dialect.js";
import { matchesGlob } from "../text/match-glob.js";
import { summariseText } from "./diff-lines.js";
import type { Expectation } from "./resolve-expectations.js";
import { caseOf, mapSides, type Sides } from "./sides.js";

/** One place at which an expected difference was held against the nodes. */
export interface CheckedExpectation {
  readonly rule: Expectation;
  /** True when both nodes hold what they should. */
  readonly held: boolean;
  readonly case: DriftCase;
  readonly change: Change;
}

/** The trees without the values that expected differences speak of, and what became of those. */
export interface ProjectedSides {
  readonly rest: Sides<TreeNode>;
  readonly checked: readonly CheckedExpectation[];
}

/**
 * Projects the baseline onto each node: every value that an expected difference speaks of is taken out of the trees and
 * held against what the node should have there. A value that is neither is drift, and so is a difference that is missing.
 */
export function checkExpectations(
  kind: string,
  sides: Sides<TreeNode>,
  rules: readonly Expectation[],
  dialect: Dialect,
): ProjectedSides {
  const checked: CheckedExpectation[] = [];
  let rest = sides;
  for (const rule of rules) {
    const found = mapSides(rest, (tree) => findLeaves(tree, rule.segments));
    const paths = new Set([...pathsOf(found.baseline), ...pathsOf(found.production), ...pathsOf(found.standby)]);
    for (const path of paths) {
      const values = mapSides(found, (leaves) => leaves.get(path));
      checked.push(check(kind, path, values, rule, dialect));
    }
    if (paths.size > 0) rest = mapSides(rest, (tree) => withoutLeaves(tree, rule.segments));
  }
  return { rest, checked };
}

/** Whether the path of a rule leads to any value on any side. */
export function reachesValue(sides: Sides<TreeNode>, { segments }: Pick<Expectation, "segments">): boolean {
  return Object.values(mapSides(sides, (tree) => findLeaves(tree, segments).size)).some((size) => size > 0);
}

function pathsOf(leaves: ReadonlyMap<string, string> | undefined): Iterable<string> {
  return leaves?.keys() ?? [];
}

const SEPARATOR = "\u0000";

/** Leaf values at the places that a pattern names, by their path. */
function findLeaves(tree: TreeNode, pattern: readonly string[], at: readonly string[] = []): Map<string, string> {
  const [head, ...tail] = pattern;
  if (head === undefined) return new Map(tree.children === undefined ? [[at.join(SEPARATOR), tree.text ?? ""]] : []);
  const fitting = (tree.children ?? []).filter((child) => fits(head, child));
  return new Map(fitting.flatMap((child) => [...findLeaves(child, tail, [...at, child.key ?? child.name])]));
}

function fits(pattern: string, child: TreeNode): boolean {
  return matchesGlob(pattern, child.key ?? child.name);
}

function withoutLeaves(tree: TreeNode, pattern: readonly string[]): TreeNode {
  const [head, ...tail] = pattern;
  if (head === undefined) return tree.children === undefined ? emptied(tree) : tree;
  if (tree.children === undefined) return tree;
  const children = tree.children
    .filter((child) => tail.length > 0 || child.children !== undefined || !fits(head, child) || hasAttributes(child))
    .map((child) => (fits(head, child) ? withoutLeaves(child, tail) : child));
  return children.length === 0 ? emptied(tree) : { ...tree, children };
}

/** Only the value is what the rule speaks of: attributes beside it are compared like all else. */
function hasAttributes({ attributes }: TreeNode): boolean {
  return (attributes?.length ?? 0) > 0;
}

/** The canonical form of a node with nothing in it. */
function emptied({ name, key, attributes }: TreeNode): TreeNode {
  return { name, text: "", ...(key === undefined ? {} : { key }), ...(attributes === undefined ? {} : { attributes }) };
}

function check(
  kind: string,
  path: string,
  values: Sides<string>,
  rule: Expectation,
  dialect: Dialect,
): CheckedExpectation {
  const production = rule.production ?? values.baseline;
  const standby = rule.standby ?? values.baseline;
  const productionHeld = values.production === production;
  const standbyHeld = values.standby === standby;
  const segments = path === "" ? [] : path.split(SEPARATOR);
  const change: Change = {
    path: formatPath(segments),
    label: dialect.label(
      kind,
      segments.map((segment) => ({ name: segment, key: segment })),
    ),
    kind: "changed",
    baseline: shown(values.baseline),
    production: shown(values.production),
    standby: shown(values.standby),
    expected: { rule: rule.id, production: shown(production), standby: shown(standby) },
  };
  const held = productionHeld && standbyHeld;
  return { rule, held, case: held ? caseOf(values, isSame) : failedCase(productionHeld, standbyHeld, values), change };
}

function failedCase(productionHeld: boolean, standbyHeld: boolean, values: Sides<string>): DriftCase {
  if (productionHeld) return "standby-behind";
  if (standbyHeld) return "production-changed";
  return values.production === values.standby ? "both-changed" : "diverged";
}

function isSame(a: string | undefined, b: string | undefined): boolean {
  return a === b;
}

function shown(text: string | undefined): string | null {
  return text === undefined ? null : summariseText(text);
}
