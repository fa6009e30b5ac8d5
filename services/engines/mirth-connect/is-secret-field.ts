import type { RawNode } from "#services/core/dialect";
import { isSecretName } from "#services/core/privacy/is-secret-name";
import { textAt } from "./raw-nodes.js";

/** Secret only by the look of their names: characters that delimited data is written with. */
const HARMLESS = new Set(["quoteToken", "quoteEscapeToken"]);

/** Tables keyed by kinds of FHIR resource, one of which is called `MEDICINAL_PRODUCT_AUTHORIZATION`. */
const HARMLESS_TABLES = new Set(["disabledInteractions", "systemInteractions"]);

/** Says of a leaf whether it is secret, where Mirth Connect knows better than its place says; `undefined` elsewhere. */
export function isSecretField(kind: string, node: RawNode, ancestors: readonly RawNode[]): boolean | undefined {
  if (node.text === "" || HARMLESS.has(node.name)) return false;
  if (kind === "configuration-map" && node.name === "value") {
    return isSecretName(textAt(ancestors[0], "key") ?? "", node.text);
  }
  if (ancestors.some(({ name }) => HARMLESS_TABLES.has(name))) return false;
  return standsInCredentialTable(node, ancestors) ? true : undefined;
}

/** HTTP authentication keeps user → password in such a map; a switch is not a secret, wherever it stands. */
function standsInCredentialTable(node: RawNode, ancestors: readonly RawNode[]): boolean {
  if (node.text === "true" || node.text === "false") return false;
  return ancestors.some(
    (entry, index) =>
      entry.name === "entry" &&
      (ancestors[index + 1] ?? node) !== entry.children[0] &&
      /^(credentials|passwords|secrets)$/i.test(ancestors[index - 1]?.name ?? ""),
  );
}
