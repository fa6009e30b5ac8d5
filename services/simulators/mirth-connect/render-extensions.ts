import { entry, inSetOrder } from "./render-list.js";
import type { ServerState } from "./server-state.js";
import { branch, leaf, type XmlElement } from "./xml.js";

export function extensionElements(state: ServerState, kind: "plugin" | "connector"): readonly XmlElement[] {
  const extensions = kind === "plugin" ? pluginsOf(state) : connectorsOf(state);
  return inSetOrder(state, extensions, ({ name }) => name).map(({ name, version }) =>
    entry(
      name,
      branch(
        `${kind}MetaData`,
        [
          leaf("name", name),
          leaf("author", "Simulated"),
          leaf("mirthVersion", state.version),
          leaf("pluginVersion", version),
          leaf("url", ""),
          leaf("description", ""),
        ],
        { path: name.toLowerCase().replaceAll(/[^a-z]/g, "") },
      ),
    ),
  );
}

export function propertiesElement(state: ServerState, plugin: string): XmlElement {
  const properties = Object.entries(state.model.pluginProperties?.[plugin] ?? {});
  return branch(
    "properties",
    properties.map(([name, value]) => leaf("property", value, { name })),
  );
}

export function pluginsOf(state: ServerState): readonly { readonly name: string; readonly version: string }[] {
  const plugins = state.model.plugins ?? [{ name: "Data Pruner" }, { name: "Server Log" }];
  return plugins.map(({ name, version }) => ({ name, version: version ?? state.version }));
}

export function connectorsOf(state: ServerState): readonly { readonly name: string; readonly version: string }[] {
  return ["TCP Listener", "TCP Sender", "File Reader", "HTTP Sender"].map((name) => ({ name, version: state.version }));
}
