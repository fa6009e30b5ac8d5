import type { PackDocument } from "#schemas/rule-pack";
import { uniqueKeys } from "#services/core/artefact/unique-keys";
import type { RawNode } from "#services/core/dialect";
import { compareText } from "#services/core/text/compare-text";
import { sha256 } from "#services/core/text/digest";
import type { CompiledPack, PackItem } from "./compile-pack.js";
import type { FileArtefact } from "./file-artefact.js";
import { identify } from "./identify.js";
import { matchesPath } from "./match-path.js";
import { fieldAt, leafNode, textAt } from "./raw-nodes.js";

/** An attribute that says in what vocabulary a document is written, and nothing of what it means. */
const DECLARES_NAMESPACE = /^xmlns(?::|$)/;

interface Splitting {
  readonly pack: CompiledPack;
  readonly items: readonly PackItem[];
  readonly found: FileArtefact[];
}

/**
 * Takes the parts of a document that are artefacts of their own out of it; one inside another is keyed by the way that leads to
 * it (`Root/ADT/Enrich`). What is left is an artefact too, unless nothing is left of a document that had such parts.
 */
export function splitItems(root: RawNode, path: string, document: PackDocument, pack: CompiledPack): FileArtefact[] {
  const splitting: Splitting = { pack, items: document.items ?? [], found: [] };
  const rest = take(root, [], "", splitting);
  const { found } = splitting;
  const artefacts = found.map((item) => ({ ...item, key: `${path}#${item.key}` }));
  const whole = { kind: document.kind, key: path, name: path, content: rest };
  return found.length > 0 && !saysAnything(rest, document.kind, [], pack) ? artefacts : [whole, ...artefacts];
}

/** Returns the node without the items below it, which go to `found`. */
function take(node: RawNode, names: readonly string[], owner: string, splitting: Splitting): RawNode {
  const places = node.children.map((child) => ({ child, rule: ruleFor([...names, child.name], splitting.items) }));
  const keys = itemKeys(places, owner, splitting.pack);
  const children = places.flatMap(({ child, rule }) => {
    const key = keys.get(child);
    const inner = take(child, [...names, child.name], key ?? owner, splitting);
    if (rule === undefined || key === undefined) return [inner];
    const name = (rule.name === undefined ? undefined : textAt(child, rule.name)) ?? key;
    splitting.found.push({ kind: rule.kind, key, name, content: inner });
    return [];
  });
  return { ...node, children };
}

function ruleFor(names: readonly string[], items: readonly PackItem[]): PackItem | undefined {
  return items.find(({ at }) => matchesPath(at.split("/"), names));
}

/** Items of one name are told apart by their content, so that neither their order nor an id that changes counts. */
function itemKeys(
  places: readonly { readonly child: RawNode; readonly rule: PackItem | undefined }[],
  owner: string,
  pack: CompiledPack,
): ReadonlyMap<RawNode, string> {
  const wished = places.flatMap(({ child, rule }) => {
    if (rule === undefined) return [];
    const isKept = (path: string): boolean => !isNoise(child, rule.kind, path, pack);
    const key = identify(child, rule.key, isKept);
    pack.onItem?.(rule, key !== undefined);
    return [{ child, rule, wish: key ?? child.name }];
  });
  const contents = new Map<RawNode, string>();
  const contentOf = ({ child, rule }: { child: RawNode; rule: PackItem }): string => {
    const content = contents.get(child) ?? sha256(JSON.stringify(signalOf(child, rule.kind, [], pack)));
    contents.set(child, content);
    return content;
  };
  const sorted = wished.toSorted((a, b) =>
    a.wish === b.wish ? compareText(contentOf(a), contentOf(b)) : compareText(a.wish, b.wish),
  );
  const keys = uniqueKeys(sorted.map(({ wish }) => wish));
  const prefix = owner === "" ? "" : `${owner}/`;
  return new Map(sorted.map(({ child }, index) => [child, `${prefix}${keys[index] ?? child.name}`]));
}

function isNoise(item: RawNode, kind: string, path: string, pack: CompiledPack): boolean {
  const field = fieldAt(item, path);
  return field !== undefined && isDropped(field, kind, path.split("/"), pack);
}

function isDropped(node: RawNode, kind: string, names: readonly string[], pack: CompiledPack): boolean {
  return pack.rulesAt(kind, names, node).some(({ is }) => is === "cosmetic" || is === "volatile");
}

/** What is compared of a node, in an order that does not depend on that of the file. */
function signalOf(node: RawNode, kind: string, names: readonly string[], pack: CompiledPack): unknown {
  const attributes = node.attributes.map(([name, value]) => leafNode(name, value));
  const members = [...attributes, ...node.children];
  const kept = members.filter((child) => !isDropped(child, kind, [...names, child.name], pack));
  const signals = kept.map((child) => JSON.stringify(signalOf(child, kind, [...names, child.name], pack)));
  return [node.name, node.text, signals.sort(compareText)];
}

function saysAnything(node: RawNode, kind: string, names: readonly string[], pack: CompiledPack): boolean {
  if (names.length > 0 && isDropped(node, kind, names, pack)) return false;
  if (node.text.trim() !== "") return true;
  const attributes = node.attributes.filter(([name]) => !DECLARES_NAMESPACE.test(name));
  const members = [...attributes.map(([name, value]) => leafNode(name, value)), ...node.children];
  return members.some((child) => saysAnything(child, kind, [...names, child.name], pack));
}
