import type { PackDocument } from "#schemas/rule-pack";
import type { RawNode } from "#services/core/dialect";
import { compareText } from "#services/core/text/compare-text";
import { sha256 } from "#services/core/text/digest";
import type { CompiledPack } from "./compile-pack.js";
import { textAt } from "./raw-nodes.js";

type References = NonNullable<PackDocument["references"]>;

interface NamedObject {
  readonly node: RawNode;
  readonly ids: readonly string[];
  readonly name: string;
  /** The names of the objects around it and its own. */
  readonly path: string;
  /** What its node stands in: rules speak of an object as `processors/item`. */
  readonly place: readonly string[];
}

/**
 * Gives every id the name of its object. Where several objects share a name the names around it are added, and where they share
 * those too, a rank by content: ` #2`. Objects that are the same in all but their ids share one.
 */
export function nameObjects(root: RawNode, references: References, pack: CompiledPack): ReadonlyMap<string, string> {
  const objects = withOwnIds(collect(root, references, "", [], []), references);
  const names = new Map(objects.flatMap(({ ids, name }) => ids.map((id) => [id, name] as const)));
  const told = new Map<string, string>();
  for (const sharing of groupBy(objects, ({ name }) => name).values()) {
    const byPath = groupBy(sharing, ({ path }) => path);
    for (const [path, twins] of byPath) {
      const contents = twins.length < 2 ? [] : twins.map((twin) => contentOf(twin, names, references, pack));
      const ranks = [...new Set(contents)].sort(compareText);
      for (const [index, { ids, name }] of twins.entries()) {
        const plain = byPath.size > 1 ? path : name;
        const rank = ranks.length > 1 ? ` #${ranks.indexOf(contents[index] ?? "") + 1}` : "";
        for (const id of ids) told.set(id, `${plain}${rank}`);
      }
    }
  }
  return told;
}

function groupBy<T>(all: readonly T[], keyOf: (one: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const group = groups.get(keyOf(one)) ?? [];
    groups.set(keyOf(one), group);
    group.push(one);
  }
  return groups;
}

function collect(
  node: RawNode,
  references: References,
  around: string,
  place: readonly string[],
  into: NamedObject[],
): readonly NamedObject[] {
  const name = textAt(node, references.name);
  const ids = references.id.flatMap((field) => textAt(node, field) ?? []);
  const isObject = name !== undefined && ids.length > 0;
  const path = isObject && around !== "" ? `${around}/${name}` : (isObject && name) || around;
  if (isObject) into.push({ node, ids, name, path, place });
  for (const child of node.children) collect(child, references, path, [...place.slice(-1), child.name], into);
  return into;
}

/** The end of a connection carries an id and a name too, but the object is the one that has the first of the fields. */
function withOwnIds(found: readonly NamedObject[], { id: [first = ""] }: References): readonly NamedObject[] {
  const [own, others] = [true, false].map((isOwn) =>
    found.filter(({ node }) => (textAt(node, first) !== undefined) === isOwn),
  );
  const taken = new Set<string>();
  return [...(own ?? []), ...(others ?? [])].flatMap((object) => {
    const ids = object.ids.filter((id) => !taken.has(id));
    for (const id of ids) taken.add(id);
    return ids.length === 0 ? [] : [{ ...object, ids }];
  });
}

/** A digest of what an object says, whatever its ids, its noise and the order of its parts. */
function contentOf(
  { node, place }: NamedObject,
  names: ReadonlyMap<string, string>,
  references: References,
  pack: CompiledPack,
): string {
  const kinds = Object.keys(pack.data.kinds);
  const isNoise = (part: RawNode, path: readonly string[]): boolean =>
    kinds.some((kind) =>
      [path, path.slice(place.length)].some((way) =>
        pack.rulesAt(kind, way, part).some(({ is }) => is === "cosmetic" || is === "volatile"),
      ),
    );
  const digest = (part: RawNode, path: readonly string[]): string => {
    const kept = part.children
      .map((child) => ({ child, below: [...path, child.name] }))
      .filter(({ child, below }) => !references.id.includes(child.name) && !isNoise(child, below));
    const parts = kept.map(({ child, below }) => digest(child, below)).sort(compareText);
    const called = names.has(part.name) ? "" : part.name;
    return sha256(JSON.stringify([called, names.get(part.text) ?? part.text, part.attributes, parts]));
  };
  return digest(node, place);
}
