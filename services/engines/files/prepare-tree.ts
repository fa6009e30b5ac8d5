import type { Notice } from "#schemas/artefact";
import type { PackRule } from "#schemas/rule-pack";
import { formatPath } from "#services/core/artefact/change-path";
import type { LabelSegment, RawNode } from "#services/core/dialect";
import { LockstepError } from "#services/core/errors";
import { compareText } from "#services/core/text/compare-text";
import { parseJsonTree } from "#services/formats/json/parse-json-tree";
import { parseXml } from "#services/formats/xml/parse-xml";
import type { CompiledPack } from "./compile-pack.js";
import { HIDDEN } from "./file-artefact.js";
import { identify } from "./identify.js";
import { placeInWords } from "./label-path.js";
import { leafNode } from "./raw-nodes.js";

/** Documents inside documents inside documents: no deeper. */
const MAX_NESTING = 3;

interface Preparation {
  readonly pack: CompiledPack;
  readonly kind: string;
  readonly notices: Notice[];
}

/** Where a node stands: by names for the rules, by keys for people. */
interface Place {
  readonly names: readonly string[];
  readonly keys: readonly string[];
  /** The same for a sentence. */
  readonly labels: readonly LabelSegment[];
  readonly nesting: number;
}

/**
 * Makes the tree of an artefact ready for comparison: attributes become fields like any other, documents written as text inside
 * it are opened, and secrets that cannot be compared are replaced by one and the same text, of which a notice tells.
 */
export function prepareTree(
  root: RawNode,
  kind: string,
  pack: CompiledPack,
): { readonly root: RawNode; readonly notices: readonly Notice[] } {
  const preparation: Preparation = { pack, kind, notices: [] };
  return {
    root: prepare(root, { names: [], keys: [], labels: [], nesting: 0 }, preparation),
    notices: preparation.notices,
  };
}

function prepare(node: RawNode, place: Place, preparation: Preparation): RawNode {
  const rules = preparation.pack.rulesAt(preparation.kind, place.names, node);
  const opened = open(node, rules, place.nesting);
  if (opened !== undefined) return prepare(opened, { ...place, nesting: place.nesting + 1 }, preparation);
  const flat = withoutAttributes(node, place.names, preparation);
  if (flat.children.length === 0) return hide(flat, rules, place, preparation);
  const identity = rules.find(({ is, key }) => (is === "set" || is === "identity") && key !== undefined)?.key;
  const children = flat.children.map((child) => {
    const key = (identity === undefined ? undefined : identify(child, identity)) ?? child.name;
    const names = [...place.names, child.name];
    const labels = [...place.labels, { name: child.name, key }];
    return prepare(child, { ...place, names, keys: [...place.keys, key], labels }, preparation);
  });
  return { ...flat, children };
}

/** A document that stands here as text; one that cannot be read stays the text that it is, and is compared as that. */
function open(node: RawNode, rules: readonly PackRule[], nesting: number): RawNode | undefined {
  if (node.children.length > 0 || node.text.trim() === "" || nesting >= MAX_NESTING) return undefined;
  const rule = rules.find(({ is }) => is === "nested");
  if (rule === undefined) return undefined;
  try {
    if (rule.as === "json") return { ...node, text: "", children: parseJsonTree(node.text, node.name).children };
    return { ...node, text: "", children: [parseXml(node.text, node.name)] };
  } catch (error) {
    if (error instanceof LockstepError) return undefined;
    throw error;
  }
}

/** Attributes as children, before the others; those that are noise are left out, so that a text alone stays a text. */
function withoutAttributes(node: RawNode, names: readonly string[], { pack, kind }: Preparation): RawNode {
  if (node.attributes.length === 0 || isNull(node)) return node;
  const fields = node.attributes
    .map(([name, value]) => leafNode(name, value))
    .filter((field) => {
      const rules = pack.rulesAt(kind, [...names, field.name], field);
      return !rules.some(({ is }) => is === "cosmetic" || is === "volatile");
    })
    .sort((a, b) => compareText(a.name, b.name));
  if (fields.length === 0) return { ...node, attributes: [] };
  const isText = node.children.length === 0 && node.text !== "";
  const text = isText ? [leafNode("text", node.text)] : [];
  return {
    name: node.name,
    attributes: [],
    text: isText ? "" : node.text,
    children: [...fields, ...text, ...node.children],
  };
}

/** The mark of a `null` is no field. */
function isNull({ attributes, text, children }: RawNode): boolean {
  const [mark, ...others] = attributes;
  const isMark = mark?.[0] === "type" && mark[1] === "null";
  return isMark && others.length === 0 && text === "" && children.length === 0;
}

function hide(node: RawNode, rules: readonly PackRule[], place: Place, { kind, pack, notices }: Preparation): RawNode {
  if (!rules.some(({ is }) => is === "unverifiable")) return node;
  const message = `${placeInWords(kind, place.labels, [pack])} is set; the file does not show it in a form that can be compared`;
  notices.push({ code: "secret-unverifiable", path: formatPath(place.keys), message });
  return { ...node, attributes: [], text: HIDDEN };
}
