import { uniqueKeys } from "../artefact/unique-keys.js";
import type { FieldRule, RawNode } from "../dialect.js";
import { isSecretPlace } from "../privacy/is-secret-place.js";
import { maskText, maskValue } from "../privacy/mask-value.js";
import { compareText } from "../text/compare-text.js";
import type { Kept } from "./kept-nodes.js";
import { ruleOf } from "./rule-of.js";
import type { Place, Walk } from "./walk.js";

/** What the keys of a collection's children are made from. */
export interface Keying {
  readonly walk: Walk;
  /** Where the children stand. */
  readonly place: Place;
  /** Digest of a child's canonical content; asked of twins alone. */
  readonly contentOf: (child: Kept) => string;
}

/**
 * Gives each child of a collection its key: what the dialect says, else the text of a leaf, else the name; a repeated key
 * gets its occurrence (`#2`). In a set, occurrences are counted over content, so that the order read does not matter.
 */
export function childKeys(
  kept: readonly Kept[],
  rule: FieldRule,
  { walk, place, contentOf }: Keying,
): ReadonlyMap<RawNode, string> {
  const wishOf = (child: Kept): string => {
    const told = rule.childKey?.(child.raw);
    const wish = (typeof told === "object" ? composeKey(told, child.raw, walk, place) : told) || fallbackKey(child);
    if (typeof told === "object") return wish;
    // a name is masked already
    if (wish === child.raw.name) return wish;
    return isSecretKey(wish, child.raw, place.ancestors)
      ? maskValue(wish, { secret: true }, walk, place.segments)
      : maskText(wish, walk, place.segments);
  };
  const wishes = new Map(kept.map((child) => [child.raw, wishOf(child)]));
  const hasTwins = new Set(wishes.values()).size < wishes.size;
  const inOrder = rule.unordered && hasTwins ? sortByContent(kept, contentOf) : kept;
  const keys = uniqueKeys(inOrder.map(({ raw }) => wishes.get(raw) ?? raw.name));
  return new Map(inOrder.map(({ raw }, index) => [raw, keys[index] ?? raw.name]));
}

/** A key of several values, each as it is masked where it stands; what was masked there is told there. */
function composeKey(leaves: readonly RawNode[], child: RawNode, walk: Walk, place: Place): string {
  const unheard: Walk = { ...walk, provenance: {}, notices: [] };
  const above = [...place.ancestors, child];
  const values = leaves.map((leaf) => maskValue(leaf.text, ruleOf(leaf, above, walk), unheard, place.segments));
  return values.every((value) => value === "") ? "" : values.join(" | ");
}

/** Whether a key repeats a leaf that is secret by its place: what is masked as a value must not stand in a path. */
function isSecretKey(key: string, child: RawNode, ancestors: readonly RawNode[]): boolean {
  const leaves = child.children.filter(({ text, children }) => children.length === 0 && text === key);
  return leaves.length > 0 && leaves.every((leaf) => isSecretPlace(key, leaf, [...ancestors, child]));
}

function fallbackKey({ raw, rule }: Kept): string {
  if (raw.children.length > 0 || raw.text === "") return raw.name;
  return rule.secret || rule.template ? raw.name : raw.text;
}

/** By canonical content, so that neither what is volatile nor an order within tells twins apart. */
function sortByContent(kept: readonly Kept[], contentOf: Keying["contentOf"]): Kept[] {
  return kept.toSorted((a, b) => compareText(contentOf(a), contentOf(b)));
}
