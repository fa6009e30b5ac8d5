import type { RawArtefact, RawNode } from "#services/core/dialect";
import { branchNode, entriesOf, leafNode } from "./raw-nodes.js";

/** Reads the global scripts: an artefact a script. */
export function readGlobalScripts(map: RawNode): RawArtefact[] {
  return entriesOf(map).map(([key, value]) => ({
    kind: "global-script",
    key,
    name: key,
    root: branchNode("globalScript", [{ ...value, name: "script" }]),
  }));
}

/** Reads the configuration map: an artefact a key. */
export function readConfigurationMap(map: RawNode): RawArtefact[] {
  return entriesOf(map).map(([key, value]) => ({
    kind: "configuration-map",
    key,
    name: key,
    root: {
      ...branchNode("configurationProperty", [leafNode("key", key), ...valueAndComment(value)]),
      attributes: value.attributes,
    },
  }));
}

/** Old maps hold plain strings, newer ones a property of value and comment. */
function valueAndComment(value: RawNode): readonly RawNode[] {
  return value.children.length > 0 ? value.children : [leafNode("value", value.text)];
}
