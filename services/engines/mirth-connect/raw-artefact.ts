import type { RawArtefact, RawNode } from "#services/core/dialect";
import type { Kind } from "./kinds.js";
import { textAt } from "./raw-nodes.js";

/** Makes an artefact of an element that has an `id` and a `name` of its own; what lacks an id is known by its name. */
export function rawArtefact(kind: Kind, root: RawNode): RawArtefact {
  const name = textAt(root, "name") ?? textAt(root, "id") ?? root.name;
  return { kind, key: textAt(root, "id") ?? name, name, root };
}
