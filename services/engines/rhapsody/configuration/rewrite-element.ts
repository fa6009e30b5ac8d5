import type { Notice } from "#schemas/artefact";
import type { RawNode } from "#services/core/dialect";
import { childKey } from "../child-key.js";
import { attributeOf, branchNode } from "../raw-tree.js";
import { secretClass, UNVERIFIABLE } from "../secret-class.js";
import { unverifiable } from "../unverifiable.js";
import type { PathIndex } from "./index-paths.js";
import { isCosmetic } from "./is-cosmetic.js";
import { openXmlText } from "./open-xml-text.js";
import { readLeafText } from "./read-leaf-text.js";
import { isUuid, resolveReference } from "./reference.js";

/** What a walk over one object has found so far. */
export interface Rewriting {
  readonly paths: PathIndex;
  /** Ids of the object's own parts, by where they are: kept apart, because a part made again by hand has another. */
  readonly identities: Map<string, string>;
  readonly notices: Notice[];
  /** True within a value that is a document of its own: it follows no schema known here. */
  readonly isOpened?: true;
}

/** Elements that stand beside others and come as often as one likes: gathered, so that each is known by its key. */
const GATHERED: Readonly<Record<string, string>> = {
  filter: "filters",
  inputCommPoint: "inputs",
  outputCommPointUuid: "outputs",
  indexedPropertyName: "indexedProperties",
  operation: "operations",
  adminProperty: "serviceProperties",
  function: "functions",
};

/** Parts of an object that have an id of their own; elsewhere an id refers to something. */
const IDENTIFIED = /^(?:filter|function)$/;

/** Elements of the file's own form, whose version is that of the form; elsewhere a version is a setting. */
const VERSIONED = /^(?:NextDestinations|configuration|filter|function|library|routeDefinition)$/;

/** Attributes that say nothing: how the file is written, and counters that are nothing but a position. */
function isMeaningless(element: RawNode, name: string, walk: Rewriting): boolean {
  if (name === "ruleId") return element.name === "rule" && isCounter(attributeOf(element, name));
  if (walk.isOpened === true) return false;
  return name === "xml:space" || (name === "version" && VERSIONED.test(element.name));
}

function isCounter(text: string | undefined): boolean {
  return /^\d{1,9}$/.test(text ?? "");
}

/**
 * Rewrites the content of an object so that equal configurations are equal trees on every engine: references by path, ids kept
 * apart, layout of the editor out, readable text for what is encoded, and a stand-in for what the engine does not show.
 */
export function rewriteChildren(node: RawNode, segments: readonly string[], walk: Rewriting): RawNode[] {
  const kept = node.children.filter((child) => !isDropped(node, child, walk));
  const gathered = new Map<string, RawNode[]>();
  const children: RawNode[] = [];
  for (const child of kept) {
    const group = Object.hasOwn(GATHERED, child.name) ? GATHERED[child.name] : undefined;
    const into = group === undefined ? segments : [...segments, group];
    const rewritten = rewriteElement(child, into, walk);
    if (group === undefined) children.push(rewritten);
    else gathered.set(group, [...(gathered.get(group) ?? []), rewritten]);
  }
  return [...children, ...[...gathered].map(([name, members]) => branchNode(name, members))];
}

function isDropped(parent: RawNode, child: RawNode, walk: Rewriting): boolean {
  if (child.name === "ruleId") return parent.name === "rule" && child.children.length === 0 && isCounter(child.text);
  if (walk.isOpened === true) return false;
  if (child.name === "adminProperties") return child.children.every((property) => isDropped(child, property, walk));
  return parent.name === "adminProperties" && isCosmetic(attributeOf(child, "name") ?? "");
}

function rewriteElement(element: RawNode, above: readonly string[], walk: Rewriting): RawNode {
  const segments = [...above, keyOf(withResolvedId(element, walk))];
  const attributes = rewriteAttributes(element, segments, walk);
  const bare: RawNode = { name: element.name, attributes, text: "", children: [] };
  const uuid = attributeOf(element, "uuid");
  if (uuid !== undefined && IDENTIFIED.test(element.name)) walk.identities.set(segments.join(" › "), uuid);
  if (element.children.length > 0) {
    return { ...bare, text: element.text, children: rewriteChildren(element, segments, walk) };
  }
  const opened = element.name === "property" ? openXmlText(element.text) : undefined;
  if (opened !== undefined)
    return { ...bare, children: [rewriteElement(opened, segments, { ...walk, isOpened: true })] };
  return { ...bare, text: rewriteText(element, segments, walk) };
}

/** What an element refers to is what it is known by. */
function withResolvedId(element: RawNode, { paths }: Rewriting): RawNode {
  const resolved = element.attributes.map(([name, value]) => [name, resolveReference(value, paths)] as const);
  return { ...element, attributes: resolved };
}

function rewriteAttributes(element: RawNode, segments: readonly string[], walk: Rewriting): RawNode["attributes"] {
  return element.attributes.flatMap(([name, value]): [string, string][] => {
    if (isMeaningless(element, name, walk)) return [];
    if (name === "uuid" && IDENTIFIED.test(element.name)) return [];
    if (name !== "name" && secretClass(name, value) === "unverifiable") {
      walk.notices.push(unverifiable([...segments, `@${name}`], `'${name}'`));
      return [[name, UNVERIFIABLE]];
    }
    return [[name, isUuid(value) ? resolveReference(value, walk.paths) : lowerSwitch(value)]];
  });
}

function keyOf(element: RawNode): string {
  return childKey(element) ?? element.name;
}

function rewriteText(element: RawNode, segments: readonly string[], walk: Rewriting): string {
  const name = attributeOf(element, "name") ?? element.name;
  const isNamedElsewhere = attributeOf(element, "isVariable")?.toLowerCase() === "true";
  if (!isNamedElsewhere && secretClass(name, element.text) === "unverifiable") {
    walk.notices.push(unverifiable(segments, `'${name}'`));
    return UNVERIFIABLE;
  }
  return resolveReference(lowerSwitch(readLeafText(element, name)), walk.paths);
}

/** Both spellings occur. */
function lowerSwitch(text: string): string {
  return /^(?:true|false)$/i.test(text) ? text.toLowerCase() : text;
}
