import type { RawArtefact, RawNode } from "#services/core/dialect";
import { entriesOf } from "./raw-nodes.js";

/** Reads installed extensions with their versions: a connector or plugin that one node lacks stops its channels. */
export function readExtensions(map: RawNode): RawArtefact[] {
  return entriesOf(map).map(([name, root]) => ({ kind: "extension", key: name, name, root }));
}
