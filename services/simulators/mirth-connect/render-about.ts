import { connectorsOf, pluginsOf } from "./render-extensions.js";
import { calendar, entry } from "./render-list.js";
import type { ServerState } from "./server-state.js";
import { branch, leaf, type XmlElement } from "./xml.js";

export function aboutElement(state: ServerState): XmlElement {
  const versions = (extensions: readonly { readonly name: string; readonly version: string }[]): XmlElement =>
    branch(
      "map",
      extensions.map(({ name, version }) => entry(name, leaf("string", version))),
    );
  return branch("map", [
    entry("date", leaf("string", "November 23, 2026")),
    entry("channelCount", leaf("int", state.channels.size)),
    entry("database", leaf("string", "derby")),
    entry("connectors", versions(connectorsOf(state))),
    entry("plugins", versions(pluginsOf(state))),
    entry("name", leaf("string", state.model.serverName)),
    entry("version", leaf("string", state.version)),
  ]);
}

export function timeElement(now: Date): XmlElement {
  return calendar("gregorian-calendar", now);
}
