import type { TreeNode } from "#schemas/artefact";
import type { Change, DriftCase } from "#schemas/drift";
import { formatPath, type PathAside } from "../artefact/change-path.js";
import { digestTree } from "../artefact/digest-tree.js";
import type { Dialect, LabelSegment } from "../dialect.js";
import { diffLines, isOnlyWhitespace, summariseText } from "./diff-lines.js";
import { isSameTree } from "./same-tree.js";
import { caseOf, mapSides, type Sides, UNEQUAL } from "./sides.js";

/** A change with its direction. */
export interface DirectedChange {
  readonly case: DriftCase;
  readonly change: Change;
}

/**
 * Compares one artefact three ways and names every path at which the sides are not all the same. Children are matched by
 * key, never by position; a changed order of the same children is a change of its own.
 */
export function compareArtefact(kind: string, sides: Sides<TreeNode>, dialect: Dialect): DirectedChange[] {
  return [...changesAt({ kind, dialect, labels: [] }, sides)];
}

interface Place {
  readonly kind: string;
  readonly dialect: Dialect;
  readonly labels: readonly LabelSegment[];
  /** Set where not the node itself is spoken of, but its name, its order or an attribute. */
  readonly aside?: PathAside;
}

function* changesAt(place: Place, sides: Sides<TreeNode>): Generator<DirectedChange> {
  if (isSameTree(sides.baseline, sides.production) && isSameTree(sides.baseline, sides.standby)) return;
  if (someAbsent(sides)) {
    yield presenceChange(place, sides);
    return;
  }
  const inside = [...changesInside(place, sides)];
  yield* inside;
  const whole = caseOf(sides, isSameTree);
  if (!tellsAll(whole, inside)) yield structureChange(place, sides, whole);
}

/** True where every pair of sides that differs is named by some change: what blocks a failover is never told as less. */
function tellsAll(whole: DriftCase, inside: readonly DirectedChange[]): boolean {
  const told = new Set(inside.flatMap((change) => UNEQUAL[change.case]));
  return UNEQUAL[whole].every((pair) => told.has(pair));
}

function* changesInside(place: Place, sides: Sides<TreeNode>): Generator<DirectedChange> {
  yield* textChange(
    beside(place, "#name"),
    mapSides(sides, (node) => node.name),
  );
  yield* attributeChanges(place, sides);
  if (isLeafOnAllSides(sides))
    yield* textChange(
      place,
      mapSides(sides, (node) => node.text ?? ""),
    );
  else yield* childChanges(place, sides);
}

/** What differs has no words of its own: it is still told, so that an empty list always means the same. */
function structureChange(place: Place, sides: Sides<TreeNode>, direction: DriftCase): DirectedChange {
  const forms = mapSides(sides, (node) => node.collection ?? "record");
  return { case: direction, change: { ...named(beside(place, "#structure")), kind: "changed", ...values(forms) } };
}

function someAbsent(sides: Sides<unknown>): boolean {
  return sides.baseline === undefined || sides.production === undefined || sides.standby === undefined;
}

function isLeafOnAllSides(sides: Sides<TreeNode>): boolean {
  const isLeaf = (node: TreeNode | undefined): boolean => node?.children === undefined;
  return isLeaf(sides.baseline) && isLeaf(sides.production) && isLeaf(sides.standby);
}

/** A subtree that is not on every side: one change, not one a leaf. */
function presenceChange(place: Place, sides: Sides<TreeNode>): DirectedChange {
  const texts = mapSides(sides, describeSubtree);
  const expected = sides.baseline ?? undefined;
  const kind = expected === undefined ? "unexpected" : "missing";
  return { case: caseOf(sides, isSameTree), change: { ...named(place), kind, ...values(texts) } };
}

/** With a digest: whoever tolerates or authorises what is here means this content and no other. */
function describeSubtree(node: TreeNode): string {
  if (node.children === undefined) return summariseText(leafContent(node));
  const title = titleOf(node);
  return `present${title === undefined ? "" : ` ('${title}')`}, ${digestTree(node)}`;
}

/** Attributes speak, too, but for the one that is the node's key. */
function leafContent({ key, attributes = [], text = "" }: TreeNode): string {
  const said = attributes
    .filter(([, value]) => value !== key)
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return said.length === 0 ? text : [...said, ...(text === "" ? [] : [text])].join(" ");
}

function* attributeChanges(place: Place, sides: Sides<TreeNode>): Generator<DirectedChange> {
  const maps = mapSides(sides, (node) => new Map(node.attributes ?? []));
  const names = new Set([...keysOf(maps.baseline), ...keysOf(maps.production), ...keysOf(maps.standby)]);
  for (const name of names) {
    const texts = mapSides(maps, (map) => map.get(name));
    yield* textChange(beside(place, `@${name}`), texts);
  }
}

function keysOf(map: ReadonlyMap<string, unknown> | undefined): Iterable<string> {
  return map?.keys() ?? [];
}

function* textChange(place: Place, texts: Sides<string>): Generator<DirectedChange> {
  const direction = caseOf(texts, (a, b) => a === b);
  if (direction === "in-lockstep") return;
  const kind = texts.baseline === undefined ? "unexpected" : someAbsent(texts) ? "missing" : "changed";
  const change: Change = { ...named(place), kind, ...values(mapSides(texts, summariseText)) };
  yield { case: direction, change: { ...change, ...lineDiff(texts) } };
}

/** Lines are shown between the two sides that matter: production and standby, or the baseline and both. */
function lineDiff(texts: Sides<string>): Pick<Change, "diff" | "whitespaceOnly"> {
  const [from, to] =
    texts.production === texts.standby
      ? [
          { label: "approved baseline", text: texts.baseline },
          { label: "production and standby", text: texts.production },
        ]
      : texts.baseline === texts.production
        ? [
            { label: "production", text: texts.production },
            { label: "standby", text: texts.standby },
          ]
        : texts.baseline === texts.standby
          ? [
              { label: "approved baseline", text: texts.baseline },
              { label: "production", text: texts.production },
            ]
          : [
              { label: "production", text: texts.production },
              { label: "standby", text: texts.standby },
            ];
  if (from?.text === undefined || to?.text === undefined) return {};
  const whitespaceOnly = isOnlyWhitespace(from.text, to.text) ? { whitespaceOnly: true } : {};
  if (!from.text.includes("\n") && !to.text.includes("\n")) return whitespaceOnly;
  return {
    diff: diffLines({ label: from.label, text: from.text }, { label: to.label, text: to.text }),
    ...whitespaceOnly,
  };
}

function* childChanges(place: Place, sides: Sides<TreeNode>): Generator<DirectedChange> {
  const children = mapSides(sides, childrenByKey);
  const keys = new Set([...keysOf(children.baseline), ...keysOf(children.production), ...keysOf(children.standby)]);
  for (const key of keys) {
    const child = mapSides(children, (map) => map.get(key));
    yield* changesAt(into(place, key, child), child);
  }
  yield* orderChange(beside(place, "#order"), children);
  yield* textChange(
    beside(place, "#text"),
    mapSides(sides, (node) => (node.children === undefined ? node.text || undefined : undefined)),
  );
}

function childrenByKey(node: TreeNode): ReadonlyMap<string, TreeNode> {
  return new Map((node.children ?? []).map((child) => [child.key ?? child.name, child]));
}

type Keyed = ReadonlyMap<string, TreeNode>;

/** A changed order of the children that two sides share; what only some sides have is told as missing or unexpected. */
function* orderChange(place: Place, children: Sides<Keyed>): Generator<DirectedChange> {
  const { production, standby } = children;
  const fromBaseline = caseOf(children, hasSameOrder);
  // Both may hold the baseline's order and yet take what it does not know in different ones.
  const direction = fromBaseline === "in-lockstep" && !hasSameOrder(production, standby) ? "diverged" : fromBaseline;
  if (direction === "in-lockstep") return;
  const orders = mapSides(children, (map) => sharedKeys(map, children).join(", "));
  yield { case: direction, change: { ...named(place), kind: "changed", ...values(mapSides(orders, summariseText)) } };
}

function hasSameOrder(a: Keyed | undefined, b: Keyed | undefined): boolean {
  const here = [...keysOf(a)].filter((key) => b?.has(key));
  const there = [...keysOf(b)].filter((key) => a?.has(key));
  return here.every((key, index) => key === there[index]);
}

/** Keys that at least one other side has, too. */
function sharedKeys(map: Keyed, { baseline, production, standby }: Sides<Keyed>): string[] {
  return [...map.keys()].filter((key) => [baseline, production, standby].filter((side) => side?.has(key)).length > 1);
}

function beside(place: Place, aside: PathAside): Place {
  return { ...place, aside };
}

function into(place: Place, key: string, child: Sides<TreeNode>): Place {
  const node = child.production ?? child.baseline ?? child.standby;
  const title = node === undefined ? undefined : titleOf(node);
  const segment: LabelSegment = { name: node?.name ?? key, key, ...(title === undefined ? {} : { title }) };
  return { ...place, labels: [...place.labels, segment] };
}

/** What people call a node: its child `name`, where it has one. */
function titleOf(node: TreeNode): string | undefined {
  const title = node.children?.find((child) => child.name === "name")?.text;
  return title === undefined || title === "" || title.length > 100 ? undefined : title;
}

function named({ kind, dialect, labels, aside }: Place): Pick<Change, "path" | "label"> {
  const words = aside === undefined ? labels : [...labels, { name: aside, key: aside }];
  const keys = labels.map((segment) => segment.key);
  return { path: formatPath(keys, aside), label: dialect.label(kind, words) };
}

function values(texts: Sides<string>): Pick<Change, "baseline" | "production" | "standby"> {
  return {
    baseline: texts.baseline ?? null,
    production: texts.production ?? null,
    standby: texts.standby ?? null,
  };
}
