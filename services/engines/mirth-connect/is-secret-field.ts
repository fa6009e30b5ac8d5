import type { RawNode } from "#services/core/dialect";
import { isSecretName } from "#services/core/privacy/is-secret-name";
import { attributeOf, entryKey, textAt } from "./raw-nodes.js";

/** Secret only by the look of their names: characters that delimited data is written with. */
const HARMLESS = new Set(["quoteToken", "quoteEscapeToken"]);

/** Tables keyed by kinds of FHIR resource, one of which is called `MEDICINAL_PRODUCT_AUTHORIZATION`. */
const HARMLESS_TABLES = new Set(["disabledInteractions", "systemInteractions"]);

/** Says whether a leaf is secret by its name, by the key or name it stands under, or because its map holds credentials. */
export function isSecretField(kind: string, node: RawNode, ancestors: readonly RawNode[]): boolean {
  if (node.text === "" || HARMLESS.has(node.name)) return false;
  if (kind === "configuration-map" && node.name === "value") return isSecretName(textAt(ancestors[0], "key") ?? "");
  const property = node.name === "property" ? attributeOf(node, "name") : undefined;
  if (isSecretName(property ?? node.name)) return !isChoice(node.text);
  return standsUnderSecret(node, ancestors);
}

/** A switch is not a secret, whatever it is called. */
function isChoice(text: string): boolean {
  return text === "true" || text === "false";
}

/** Inside the value of a map entry, at any depth: `Authorization` → list of strings. */
function standsUnderSecret(node: RawNode, ancestors: readonly RawNode[]): boolean {
  for (let index = ancestors.length - 1; index >= 0; index -= 1) {
    const entry = ancestors[index];
    if (entry?.name !== "entry" || HARMLESS_TABLES.has(ancestors[index - 1]?.name ?? "")) continue;
    if ((ancestors[index + 1] ?? node) === entry.children[0]) continue;
    if (isSecretName(entryKey(entry) ?? "") || isCredentialTable(ancestors[index - 1])) return !isChoice(node.text);
  }
  return false;
}

/** HTTP authentication keeps user → password in such a map. */
function isCredentialTable(map: RawNode | undefined): boolean {
  return map !== undefined && /^(credentials|passwords|secrets)$/i.test(map.name);
}
