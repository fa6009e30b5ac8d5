import { isAtLeast } from "./is-at-least.js";
import { aboutElement, timeElement } from "./render-about.js";
import { alertElements } from "./render-alerts.js";
import { channelElements, groupElements, idsAndNamesElements, metadataElements } from "./render-channels.js";
import { globalScriptElements, libraryElements } from "./render-code-templates.js";
import { extensionElements, propertiesElement } from "./render-extensions.js";
import { renderList } from "./render-list.js";
import {
  configurationMapElements,
  dependencyElements,
  driverElements,
  resourceElements,
  settingsElement,
  tagElements,
} from "./render-settings.js";
import { statusElements } from "./render-statuses.js";
import { eventElements, userElements } from "./render-users.js";
import type { ServerState } from "./server-state.js";
import { renderXml, type XmlElement } from "./xml.js";

/** What the account may see where the commercial role-based access is installed: lists come out empty, never 403. */
export interface NarrowedRights {
  /** Only these channels. Default all. */
  readonly channelIds?: readonly string[];
  /** Lists (paths) that come out empty. */
  readonly emptyLists?: readonly string[];
}

/** One read endpoint: since which version it exists, how it is audited, and what it says. */
export interface Endpoint {
  readonly since?: string;
  /** The audit log's name of the read; left out where the engine does not audit it. */
  readonly audit?: string;
  readonly text?: (state: ServerState) => string;
  readonly xml?: (state: ServerState, query: URLSearchParams, rights: NarrowedRights) => Iterable<string | Uint8Array>;
}

/** Every read endpoint of the simulated API but the parametrised ones, by path below `/api`. */
const ENDPOINTS: Readonly<Record<string, Endpoint>> = {
  "/server/id": { text: (state) => state.serverId },
  "/server/version": { text: (state) => state.version },
  "/server/timezone": { text: (state) => state.model.timeZone ?? "Europe/London (UTC +0)" },
  "/server/buildDate": { text: () => "November 23, 2026" },
  "/server/jvm": { text: () => "Simulated virtual machine" },
  "/server/time": { xml: (state) => whole(timeElement(state.now())) },
  "/server/about": { xml: (state) => whole(aboutElement(state)) },
  "/channels": {
    audit: "Get channels",
    xml: (state, query, rights) => {
      if (query.get("includeCodeTemplateLibraries") === "true") state.polluteCache();
      const exportData = isAtLeast(state.version, "3.9.0");
      return renderList("list", channelElements(state, seen(rights), exportData));
    },
  },
  "/channels/idsAndNames": {
    xml: (state, _query, rights) => renderList("map", idsAndNamesElements(state, seen(rights))),
  },
  "/channels/statuses": {
    xml: (state, query) => renderList("list", statusElements(state, query.get("includeUndeployed") === "true")),
  },
  "/channelgroups": { xml: (state) => renderList("list", groupElements(state)) },
  "/codeTemplateLibraries": { xml: (state) => renderList("list", libraryElements(state)) },
  "/server/globalScripts": {
    audit: "Get global scripts",
    xml: (state) => renderList("map", globalScriptElements(state)),
  },
  "/server/configurationMap": {
    audit: "Get configuration map",
    xml: (state) => renderList("map", configurationMapElements(state)),
  },
  "/server/settings": { audit: "Get server settings", xml: (state) => whole(settingsElement(state)) },
  "/server/resources": {
    audit: "Get resources",
    xml: (state) => renderList("list", resourceElements(state)),
  },
  "/server/channelTags": { since: "3.5.0", xml: (state) => renderList("set", tagElements(state)) },
  "/server/channelDependencies": { xml: (state) => renderList("set", dependencyElements(state)) },
  "/server/channelMetadata": {
    since: "3.5.0",
    xml: (state) => renderList("map", metadataElements(state)),
  },
  "/server/databaseDrivers": { xml: (state) => renderList("list", driverElements(state)) },
  "/alerts": { audit: "Get alerts", xml: (state) => renderList("list", alertElements(state)) },
  "/users": { xml: (state) => renderList("list", userElements(state)) },
  "/extensions/plugins": { xml: (state) => renderList("map", extensionElements(state, "plugin")) },
  "/extensions/connectors": { xml: (state) => renderList("map", extensionElements(state, "connector")) },
  "/events": {
    xml: (state, query) =>
      renderList("list", eventElements(state, Number(query.get("limit") ?? Number.MAX_SAFE_INTEGER))),
  },
};

/** Finds what answers a path below `/api` in a version. */
export type FindEndpoint = (path: string, version: string) => Endpoint | undefined;

/** The endpoint for a path, parametrised ones too; none where this version has none. */
export function findEndpoint(path: string, version: string): Endpoint | undefined {
  const plugin = /^\/extensions\/([^/]+)\/properties$/.exec(path)?.[1];
  if (plugin !== undefined) {
    return { xml: (state) => whole(propertiesElement(state, decodeURIComponent(plugin))) };
  }
  const endpoint = Object.hasOwn(ENDPOINTS, path) ? ENDPOINTS[path] : undefined;
  if (endpoint?.since !== undefined && !isAtLeast(version, endpoint.since)) return undefined;
  return endpoint;
}

function whole(element: XmlElement): Iterable<string> {
  return [renderXml(element)];
}

function seen(rights: NarrowedRights): (id: string) => boolean {
  return (id) => rights.channelIds === undefined || rights.channelIds.includes(id);
}
