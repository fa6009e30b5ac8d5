import type { RawArtefact, RawNode } from "#services/core/dialect";
import { withoutLayout } from "./definition-tree.js";
import { keyIn, type Place } from "./place.js";
import { attributeOf } from "./raw-nodes.js";

/** Reads a message schema of the site's own (`.HL7`, `.X12`, `.AST`…). Its document's name ends with the standard it extends. */
export function messageSchema(root: RawNode, documentName: string, place: Place): RawArtefact {
  const name = attributeOf(root, "name") ?? documentName.replace(/\.[^.]*$/, "");
  return { kind: "message-schema", key: keyIn(place, documentName), name, root: withoutLayout(root) };
}
