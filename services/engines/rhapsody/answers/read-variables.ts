import type { Notice } from "#schemas/artefact";
import type { ParsedExport, RawArtefact } from "#services/core/dialect";
import { hideSecrets } from "../hide-secrets.js";
import { branchNode, leafNode } from "../raw-tree.js";
import { isHidden, UNVERIFIABLE } from "../secret-class.js";
import { unverifiable } from "../unverifiable.js";
import { fieldNodes } from "./json-node.js";
import { type JsonObject, objectsIn, parseJsonAnswer, requiredText, textIn } from "./json-values.js";

/** Reads `GET /admin/variables`, an artefact a variable. What is encrypted comes as asterisks, and is told as such. */
export function readVariables(bytes: Uint8Array, origin: string): ParsedExport {
  const variables = objectsIn(parseJsonAnswer(bytes, origin), "variables", origin);
  return { artefacts: variables.map((variable) => readVariable(variable, origin)), facts: {} };
}

/** Told by name above; a number is the engine's own. */
const KNOWN = ["id", "name", "value", "encrypted", "overrideValue", "overridden"];

function readVariable(variable: JsonObject, origin: string): RawArtefact {
  const name = requiredText(variable, "name", origin);
  const isEncrypted = textIn(variable, "encrypted") === "true";
  const notices: Notice[] = [];
  const shownValue = (field: string): string | undefined => {
    const value = textIn(variable, field);
    if (value === undefined || value === "" || !(isEncrypted || isHidden(value))) return value;
    notices.push(unverifiable([field], `The ${field === "value" ? "value" : "override"} of variable '${name}'`));
    return UNVERIFIABLE;
  };
  const overrideValue = shownValue("overrideValue");
  const overridden = textIn(variable, "overridden");
  const others = hideSecrets(branchNode("others", fieldNodes(variable, KNOWN)), ["others"]);
  notices.push(...others.notices);
  const root = branchNode("variable", [
    leafNode("name", name),
    leafNode("value", shownValue("value") ?? ""),
    leafNode("encrypted", String(isEncrypted)),
    // Before 6.2.3 there is nothing to override with.
    ...(overrideValue === undefined ? [] : [leafNode("overrideValue", overrideValue)]),
    ...(overridden === undefined ? [] : [leafNode("overridden", overridden)]),
    // What no known version says is kept: a change in it is seen.
    ...(others.root.children.length === 0 ? [] : [others.root]),
  ]);
  return { kind: "variable", key: name, name, root, notices };
}
