import type { Artefact, Notice, TreeNode } from "#schemas/artefact";
import type { NodeFacts } from "#schemas/snapshot";
import { uniqueKeys } from "./artefact/unique-keys.js";
import type { Dialect, ExportItem, ExportScope, FieldRule, RawArtefact, RawNode } from "./dialect.js";
import type { Mask } from "./mask.js";
import { isSecretPlace } from "./privacy/is-secret-place.js";
import { maskByPlace, maskLeaves } from "./privacy/mask-by-place.js";
import { maskNames } from "./privacy/mask-names.js";
import { maskTable } from "./privacy/mask-table.js";
import { maskText, maskValue } from "./privacy/mask-value.js";
import { compareText } from "./text/compare-text.js";
import { sha256 } from "./text/digest.js";

export interface NormaliseOptions {
  readonly dialect: Dialect;
  readonly mask: Mask;
  readonly scope: ExportScope;
  /** False: message templates are kept as keyed digests only. */
  readonly storeMessageTemplates: boolean;
}

/** An artefact with what stays outside its digest and comparison. */
export interface NormalisedArtefact {
  readonly artefact: Artefact;
  /** Volatile facts worth proving: revision, last modified… */
  readonly provenance: Readonly<Record<string, string>>;
  readonly notices: readonly Notice[];
}

export interface NormalisedExport {
  readonly artefacts: readonly NormalisedArtefact[];
  readonly facts: NodeFacts;
}

/**
 * Turns one export item into canonical artefacts: volatile fields out, unordered collections sorted, every collection
 * keyed by identity, secrets and patient data masked. The same item gives the same artefacts, always.
 *
 * @throws LockstepError `export-malformed`, `export-unsupported`
 */
export function normaliseExport(item: ExportItem, options: NormaliseOptions): NormalisedExport {
  const parsed = options.dialect.parse(item, options.scope);
  return { artefacts: parsed.artefacts.map((raw) => normaliseArtefact(raw, options)), facts: parsed.facts };
}

/**
 * Normalises an artefact again, from its canonical form: how a newer dialect re-derives what an older one stored. With the
 * same dialect it changes nothing.
 */
export function renormaliseArtefact(artefact: Artefact, options: NormaliseOptions): NormalisedArtefact {
  return normaliseArtefact({ ...artefact, root: toRaw(artefact.root) }, { ...options, again: true });
}

function toRaw(node: TreeNode): RawNode {
  const mixed = node.children?.find((child) => child.name === "#text");
  return {
    name: node.name,
    attributes: node.attributes ?? [],
    text: mixed?.text ?? node.text ?? "",
    children: (node.children ?? []).filter((child) => child !== mixed).map(toRaw),
  };
}

/** One walk over one artefact: what it has collected so far. */
interface Walk extends NormaliseOptions {
  /** True when what comes in was normalised before: tokens and digests stand for themselves. */
  readonly again?: true;
  readonly kind: string;
  /** What the artefact is called. */
  readonly name: string;
  readonly provenance: Record<string, string>;
  readonly notices: Notice[];
  /** Digests of canonical content, of twins in a set alone; found once for each. */
  readonly contents: Map<RawNode, string>;
}

/** Where the walk stands. */
interface Place {
  readonly ancestors: readonly RawNode[];
  /** Segments of the canonical path so far. */
  readonly segments: readonly string[];
  /** Position among the siblings, for values below that restate it. */
  readonly position: number;
}

function normaliseArtefact(raw: RawArtefact, options: NormaliseOptions & { again?: true }): NormalisedArtefact {
  const notices = [...(raw.notices ?? [])];
  const name = maskText(raw.name, { ...options, notices }, []);
  const walk: Walk = { ...options, kind: raw.kind, name, provenance: {}, notices, contents: new Map() };
  const tree = maskNames(raw.root, name, walk);
  const [root] = keptNodes([tree], walk, [], -1);
  const artefact: Artefact = {
    kind: raw.kind,
    key: maskText(raw.key, walk, []),
    name,
    root:
      root === undefined
        ? { name: tree.name, text: "" }
        : normaliseNode(root, walk, { ancestors: [], segments: [], position: 0 }),
  };
  return { artefact, provenance: walk.provenance, notices: walk.notices };
}

/** A node that is kept, with what it is. */
interface Kept {
  readonly raw: RawNode;
  readonly rule: FieldRule;
}

/** Leaves out what is never a difference, before anything is counted or keyed: a second walk must see the same siblings. */
function keptNodes(
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

/** What a dialect does not say of a leaf its place says, so that no dialect can forget to ask. */
function ruleOf(raw: RawNode, ancestors: readonly RawNode[], walk: Walk): FieldRule {
  const rule = walk.dialect.rule(walk.kind, raw, ancestors, walk.scope);
  if (rule.secret !== undefined || rule.volatile !== undefined || raw.children.length > 0) return rule;
  return isSecretPlace(raw.text, raw, ancestors) ? { ...rule, secret: true } : rule;
}

function restates(raw: RawNode, rule: FieldRule, position: number): boolean {
  return rule.positionOf === true && raw.children.length === 0 && raw.text === String(position);
}

function normaliseNode({ raw, rule }: Kept, walk: Walk, place: Place): TreeNode {
  const attributes = normaliseAttributes(raw, rule, walk, place);
  if (raw.children.length === 0) return { name: raw.name, ...attributes, ...normaliseLeaf(raw, rule, walk, place) };
  return { name: raw.name, ...attributes, ...normaliseBranch(raw, rule, walk, place) };
}

function keepProvenance(raw: RawNode, ancestors: readonly RawNode[], walk: Walk): void {
  const prefix = [...ancestors.slice(1).map((node) => node.name), raw.name].join("/");
  for (const [path, text] of maskLeaves(raw, prefix, ancestors, walk)) walk.provenance[path] = text;
}

function normaliseAttributes(raw: RawNode, rule: FieldRule, walk: Walk, place: Place): Pick<TreeNode, "attributes"> {
  const kept = raw.attributes.filter(([name]) => !rule.dropAttributes?.includes(name));
  if (kept.length === 0) return {};
  const masked = kept.map(([name, value]) => {
    return [name, maskByPlace(value, { node: raw, ...place, attribute: name }, walk)] as const;
  });
  return { attributes: masked.sort((a, b) => compareText(a[0], b[0])) };
}

function normaliseLeaf(raw: RawNode, rule: FieldRule, walk: Walk, place: Place): Pick<TreeNode, "text" | "file"> {
  const text =
    rule.table && !rule.secret
      ? maskTable(raw, { ...place, artefactName: walk.name }, walk, (cell, above) => ruleOf(cell, above, walk))
      : maskValue(raw.text, rule, walk, place.segments);
  if (rule.secret || (rule.template && !walk.storeMessageTemplates)) return { text };
  const file = text === "" ? undefined : (rule.file ?? (isLongText(text) ? "txt" : undefined));
  return file === undefined ? { text } : { text, file };
}

function isLongText(text: string): boolean {
  return text.length > 200 && text.includes("\n");
}

function normaliseBranch(
  raw: RawNode,
  rule: FieldRule,
  walk: Walk,
  place: Place,
): Pick<TreeNode, "text" | "children" | "collection"> {
  const ancestors = [...place.ancestors, raw];
  const kept = keptNodes(raw.children, walk, ancestors, place.position);
  const keys = isCollection(kept, rule) ? childKeys(kept, rule, walk, { ...place, ancestors }) : undefined;
  const children: TreeNode[] = [];
  // Mixed content is not configuration that any known engine writes, but what was read is never lost.
  if (raw.text !== "") children.push({ name: "#text", text: maskByPlace(raw.text, { node: raw, ...place }, walk) });
  kept.forEach((child, position) => {
    const key = keys?.get(child.raw);
    const segments = [...place.segments, key ?? child.raw.name];
    const node = normaliseNode(child, walk, { ancestors, segments, position });
    children.push(key === undefined ? node : { ...node, key });
  });
  if (children.length === 0) return { text: "" };
  if (keys === undefined) return { children };
  return rule.unordered
    ? { collection: "set", children: children.sort((a, b) => compareText(a.key ?? "", b.key ?? "")) }
    : { collection: "list", children };
}

function isCollection(kept: readonly Kept[], rule: FieldRule): boolean {
  if (rule.list || rule.unordered || rule.childKey) return true;
  return new Set(kept.map(({ raw }) => raw.name)).size < kept.length;
}

/**
 * Gives each child of a collection its key: what the dialect says, else the text of a leaf, else the name; a repeated key
 * gets its occurrence (`#2`). In a set, occurrences are counted over content, so that the order read does not matter.
 */
function childKeys(kept: readonly Kept[], rule: FieldRule, walk: Walk, place: Place): ReadonlyMap<RawNode, string> {
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
  const inOrder = rule.unordered && hasTwins ? sortByContent(kept, walk, place) : kept;
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
function sortByContent(kept: readonly Kept[], walk: Walk, place: Place): Kept[] {
  const contentOf = (child: Kept): string => {
    const known = walk.contents.get(child.raw);
    if (known !== undefined) return known;
    const unheard: Walk = { ...walk, provenance: {}, notices: [] };
    const content = sha256(JSON.stringify(normaliseNode(child, unheard, { ...place, position: -1 })));
    walk.contents.set(child.raw, content);
    return content;
  };
  return kept.toSorted((a, b) => compareText(contentOf(a), contentOf(b)));
}
