import type { RawArtefact, RawNode } from "#services/core/dialect";
import { branchNode, entriesOf, leafNode, UnexpectedElement } from "./raw-nodes.js";

/** Reads the global scripts: an artefact a script. */
export function readGlobalScripts(map: RawNode): RawArtefact[] {
  return entriesOf(map).map(([key, value]) => {
    if (value.name !== "string") throw new UnexpectedElement("a global script that is not plain text");
    return { kind: "global-script", key, name: key, root: branchNode("globalScript", [{ ...value, name: "script" }]) };
  });
}

/** Reads the configuration map: an artefact a key. */
export function readConfigurationMap(map: RawNode): RawArtefact[] {
  return entriesOf(map).map(([key, value]) => ({
    kind: "configuration-map",
    key,
    name: key,
    root: branchNode("configurationProperty", [leafNode("key", key), ...valueAndComment(value)]),
  }));
}

const PROPERTY = "com.mirth.connect.util.ConfigurationProperty";

/** Old maps hold plain strings, newer ones a property of value and comment; another plain value is kept with its class. */
function valueAndComment(value: RawNode): readonly RawNode[] {
  if (value.name === "string") return [{ ...value, name: "value" }];
  if (value.name === PROPERTY && value.text === "" && value.attributes.length === 0) return value.children;
  if (value.children.length > 0) throw new UnexpectedElement("a configuration value of a form that is not known");
  return [{ ...value, name: "value", attributes: [...value.attributes, ["class", value.name]] }];
}
