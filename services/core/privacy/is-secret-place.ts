import type { RawNode } from "../dialect.js";
import { isSecretName } from "./is-secret-name.js";

/**
 * Says whether a text of a document is secret by where it stands: by the name of its element or attribute, by the name that
 * an attribute or a sibling gives it (`<key>password</key><value>x</value>`), or by the name of anything that it stands in
 * (`<password><value>x</value></password>`). Switches are never secret, nor is what names or describes a secret.
 */
export function isSecretPlace(text: string, node: RawNode, ancestors: readonly RawNode[], attribute?: string): boolean {
  if (text === "" || text === "true" || text === "false") return false;
  if (attribute !== undefined) {
    if (isSecretName(attribute, text)) return true;
    if (!VALUE_PART.test(attribute)) return false;
  }
  if (isNamedSecret(node, text)) return true;
  let inner = node;
  for (let index = ancestors.length - 1; index >= 0; index -= 1) {
    const outer = ancestors[index];
    if (outer === undefined || isKeyOf(inner, outer)) return false;
    if (isSecretName(nameAmongSiblings(inner, outer) ?? "", text)) return true;
    if (!DESCRIBES.test(inner.name) && isNamedSecret(outer, text)) return true;
    inner = outer;
  }
  return false;
}

const VALUE_PART = /^(?:value|values|val|default|defaultvalue|content|contents|text|data|string|list|setting)$/i;
const NAME_PART = /^(?:key|name|property|propertyname|param|parameter|field|header|attribute|option|id)$/i;
/** Parts of a credential that are no secret themselves. */
const DESCRIBES =
  /^(?:key|name|user|username|login|account|email|id|type|kind|class|enabled|scheme|realm|domain|host|port|url|uri|path|description|comment|algorithm)$/i;

function isNamedSecret(node: RawNode, text: string): boolean {
  if (isSecretName(node.name, text)) return true;
  return node.attributes.some(([name, value]) => NAME_PART.test(name) && isSecretName(value, text));
}

/** The first child of a map's entry names the others. */
function isKeyOf(node: RawNode, outer: RawNode): boolean {
  return outer.name === "entry" && outer.children[0] === node && outer.children.length > 1;
}

/** More children than this are a list, and no name with its value. */
const MAX_PARTS = 8;

function nameAmongSiblings(node: RawNode, outer: RawNode): string | undefined {
  if (outer.children.length < 2) return undefined;
  if (outer.name === "entry") return leafText(outer.children[0]);
  if (outer.children.length > MAX_PARTS || !VALUE_PART.test(node.name)) return undefined;
  return leafText(outer.children.find((child) => child !== node && NAME_PART.test(child.name)));
}

function leafText(node: RawNode | undefined): string | undefined {
  return node === undefined || node.children.length > 0 ? undefined : node.text;
}
