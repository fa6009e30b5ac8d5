import * as render from "./render-server.js";
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
  readonly xml?: (state: ServerState, query: URLSearchParams, rights: NarrowedRights) => Iterable<string>;
}

/** Every read endpoint of the simulated API but the parametrised ones, by path below `/api`. */
const ENDPOINTS: Readonly<Record<string, Endpoint>> = {
  "/server/id": { text: (state) => state.serverId },
  "/server/version": { text: (state) => state.version },
  "/server/timezone": { text: (state) => state.model.timeZone ?? "Europe/London (UTC +0)" },
  "/server/buildDate": { text: () => "November 23, 2026" },
  "/server/jvm": { text: () => "Simulated virtual machine" },
  "/server/time": { xml: (state) => whole(render.timeElement(state.now())) },
  "/server/about": { xml: (state) => whole(render.aboutElement(state)) },
  "/channels": {
    audit: "Get channels",
    xml: (state, query, rights) => {
      if (query.get("includeCodeTemplateLibraries") === "true") state.polluteCache();
      const exportData = render.isAtLeast(state.version, "3.9.0");
      return render.renderList("list", render.channelElements(state, seen(rights), exportData));
    },
  },
  "/channels/idsAndNames": {
    xml: (state, _query, rights) => render.renderList("map", render.idsAndNamesElements(state, seen(rights))),
  },
  "/channels/statuses": {
    xml: (state, query) =>
      render.renderList("list", render.statusElements(state, query.get("includeUndeployed") === "true")),
  },
  "/channelgroups": { xml: (state) => render.renderList("list", render.groupElements(state)) },
  "/codeTemplateLibraries": { xml: (state) => render.renderList("list", render.libraryElements(state)) },
  "/server/globalScripts": {
    audit: "Get global scripts",
    xml: (state) => render.renderList("map", render.globalScriptElements(state)),
  },
  "/server/configurationMap": {
    audit: "Get configuration map",
    xml: (state) => render.renderList("map", render.configurationMapElements(state)),
  },
  "/server/settings": { audit: "Get server settings", xml: (state) => whole(render.settingsElement(state)) },
  "/server/resources": {
    audit: "Get resources",
    xml: (state) => render.renderList("list", render.resourceElements(state)),
  },
  "/server/channelTags": { since: "3.5.0", xml: (state) => render.renderList("set", render.tagElements(state)) },
  "/server/channelDependencies": { xml: (state) => render.renderList("set", render.dependencyElements(state)) },
  "/server/channelMetadata": {
    since: "3.5.0",
    xml: (state) => render.renderList("map", render.metadataElements(state)),
  },
  "/server/databaseDrivers": { xml: (state) => render.renderList("list", render.driverElements(state)) },
  "/alerts": { audit: "Get alerts", xml: (state) => render.renderList("list", render.alertElements(state)) },
  "/users": { xml: (state) => render.renderList("list", render.userElements(state)) },
  "/extensions/plugins": { xml: (state) => render.renderList("map", render.extensionElements(state, "plugin")) },
  "/extensions/connectors": { xml: (state) => render.renderList("map", render.extensionElements(state, "connector")) },
  "/events": {
    xml: (state, query) =>
      render.renderList("list", render.eventElements(state, Number(query.get("limit") ?? Number.MAX_SAFE_INTEGER))),
  },
};

/** Finds what answers a path below `/api` in a version. */
export type FindEndpoint = (path: string, version: string) => Endpoint | undefined;

/** The endpoint for a path, parametrised ones too; none where this version has none. */
export function findEndpoint(path: string, version: string): Endpoint | undefined {
  const plugin = /^\/extensions\/([^/]+)\/properties$/.exec(path)?.[1];
  if (plugin !== undefined) {
    return { xml: (state) => whole(render.propertiesElement(state, decodeURIComponent(plugin))) };
  }
  const endpoint = Object.hasOwn(ENDPOINTS, path) ? ENDPOINTS[path] : undefined;
  if (endpoint?.since !== undefined && !render.isAtLeast(version, endpoint.since)) return undefined;
  return endpoint;
}

function whole(element: XmlElement): Iterable<string> {
  return [renderXml(element)];
}

function seen(rights: NarrowedRights): (id: string) => boolean {
  return (id) => rights.channelIds === undefined || rights.channelIds.includes(id);
}
