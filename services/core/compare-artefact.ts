import type { TreeNode } from "#schemas/artefact";
import type { Change, DriftCase } from "#schemas/drift";
import { formatPath } from "./change-path.js";
import type { Dialect, LabelSegment } from "./dialect.js";
import { diffLines, isOnlyWhitespace, summariseText } from "./diff-lines.js";
import { isSameTree } from "./same-tree.js";
import { caseOf, mapSides, type Sides } from "./sides.js";

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
}

function* changesAt(place: Place, sides: Sides<TreeNode>): Generator<DirectedChange> {
  if (isSameTree(sides.baseline, sides.production) && isSameTree(sides.baseline, sides.standby)) return;
  if (someAbsent(sides)) {
    yield presenceChange(place, sides);
    return;
  }
  const inside = [...changesInside(place, sides)];
  yield* inside.length > 0 ? inside : [structureChange(place, sides)];
}

function* changesInside(place: Place, sides: Sides<TreeNode>): Generator<DirectedChange> {
  yield* textChange(
    below(place, "#name"),
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
function structureChange(place: Place, sides: Sides<TreeNode>): DirectedChange {
  const forms = mapSides(sides, (node) => node.collection ?? "record");
  const change: Change = { ...named(below(place, "#structure")), kind: "changed", ...values(forms) };
  return { case: caseOf(sides, isSameTree), change };
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

function describeSubtree(node: TreeNode): string {
  if (node.children === undefined) return summariseText(node.text ?? "");
  const title = titleOf(node);
  return title === undefined ? "present" : `present ('${title}')`;
}

function* attributeChanges(place: Place, sides: Sides<TreeNode>): Generator<DirectedChange> {
  const maps = mapSides(sides, (node) => new Map(node.attributes ?? []));
  const names = new Set([...keysOf(maps.baseline), ...keysOf(maps.production), ...keysOf(maps.standby)]);
  for (const name of names) {
    const texts = mapSides(maps, (map) => map.get(name));
    yield* textChange(below(place, `@${name}`), texts);
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
  yield* textChange(below(place, "#order"), orders(children));
  yield* textChange(
    below(place, "#text"),
    mapSides(sides, (node) => (node.children === undefined ? node.text || undefined : undefined)),
  );
}

function childrenByKey(node: TreeNode): ReadonlyMap<string, TreeNode> {
  return new Map((node.children ?? []).map((child) => [child.key ?? child.name, child]));
}

/** The order of the children that all sides have; what only some sides have is told as missing or unexpected. */
function orders(children: Sides<ReadonlyMap<string, TreeNode>>): Sides<string> {
  const common = [...keysOf(children.production)].filter(
    (key) => children.baseline?.has(key) && children.standby?.has(key),
  );
  const shared = new Set(common);
  return mapSides(children, (map) => [...map.keys()].filter((key) => shared.has(key)).join(", "));
}

function below(place: Place, name: string): Place {
  return { ...place, labels: [...place.labels, { name, key: name }] };
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

function named(place: Place): Pick<Change, "path" | "label"> {
  return {
    path: formatPath(place.labels.map((segment) => segment.key)),
    label: place.dialect.label(place.kind, place.labels),
  };
}

function values(texts: Sides<string>): Pick<Change, "baseline" | "production" | "standby"> {
  return {
    baseline: texts.baseline ?? null,
    production: texts.production ?? null,
    standby: texts.standby ?? null,
  };
}
