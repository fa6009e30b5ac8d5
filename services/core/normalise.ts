import type { Artefact, Notice, TreeNode } from "#schemas/artefact";
import type { NodeFacts } from "#schemas/snapshot";
import type { ExportItem, FieldRule, RawArtefact, RawNode } from "./dialect.js";
import { childKeys } from "./normalisation/child-keys.js";
import { type Kept, keptNodes } from "./normalisation/kept-nodes.js";
import { ruleOf } from "./normalisation/rule-of.js";
import type { NormaliseOptions, Place, Walk } from "./normalisation/walk.js";
import { maskByPlace } from "./privacy/mask-by-place.js";
import { maskNames } from "./privacy/mask-names.js";
import { maskTable } from "./privacy/mask-table.js";
import { maskText, maskValue } from "./privacy/mask-value.js";
import { compareText } from "./text/compare-text.js";
import { sha256 } from "./text/digest.js";

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

function normaliseNode({ raw, rule }: Kept, walk: Walk, place: Place): TreeNode {
  const attributes = normaliseAttributes(raw, rule, walk, place);
  if (raw.children.length === 0) return { name: raw.name, ...attributes, ...normaliseLeaf(raw, rule, walk, place) };
  return { name: raw.name, ...attributes, ...normaliseBranch(raw, rule, walk, place) };
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
  const keys = isCollection(kept, rule) ? keysOf(kept, rule, walk, { ...place, ancestors }) : undefined;
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

function keysOf(kept: readonly Kept[], rule: FieldRule, walk: Walk, place: Place): ReadonlyMap<RawNode, string> {
  const contentOf = (child: Kept): string => {
    const known = walk.contents.get(child.raw);
    if (known !== undefined) return known;
    const unheard: Walk = { ...walk, provenance: {}, notices: [] };
    const content = sha256(JSON.stringify(normaliseNode(child, unheard, { ...place, position: -1 })));
    walk.contents.set(child.raw, content);
    return content;
  };
  return childKeys(kept, rule, { walk, place, contentOf });
}
