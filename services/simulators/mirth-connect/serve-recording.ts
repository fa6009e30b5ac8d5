import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Endpoint, findEndpoint } from "./endpoints.js";
import { type MirthSimulator, type MirthSimulatorOptions, startMirthSimulator } from "./start-mirth-simulator.js";

/** Which file of a recording answers which path. */
const FILES: Readonly<Record<string, string>> = {
  "/server/id": "text/id.txt",
  "/server/version": "text/version.txt",
  "/server/timezone": "text/timezone.txt",
  "/server/about": "xml/about.xml",
  "/channels": "xml/channels.xml",
  "/channels/idsAndNames": "xml/channelIdsAndNames.xml",
  "/channels/statuses": "xml/statuses.xml",
  "/channelgroups": "xml/channelgroups.xml",
  "/codeTemplateLibraries": "xml/codeTemplateLibraries_full.xml",
  "/server/globalScripts": "xml/globalScripts.xml",
  "/server/configurationMap": "xml/configurationMap.xml",
  "/server/settings": "xml/settings.xml",
  "/server/resources": "xml/resources.xml",
  "/server/channelTags": "xml/channelTags.xml",
  "/server/channelDependencies": "xml/channelDependencies.xml",
  "/server/channelMetadata": "xml/channelMetadata.xml",
  "/server/databaseDrivers": "xml/databaseDrivers.xml",
  "/alerts": "xml/alerts.xml",
  "/users": "xml/users.xml",
  "/events": "xml/events_last200.xml",
  "/extensions/plugins": "xml/ext_plugins.xml",
  "/extensions/connectors": "xml/ext_connectors.xml",
  "/extensions/Data%20Pruner/properties": "xml/ext_dataPruner_properties.xml",
};

/**
 * Serves a recorded engine (`xml/NAME.xml`, `text/NAME.txt`) with the session rules of a live one; the time is the real one.
 * What was not recorded is answered as an engine does that has none of it.
 */
export function serveRecording(
  folder: string,
  options: Omit<MirthSimulatorOptions, "model" | "findEndpoint">,
): Promise<MirthSimulator> {
  const read = (file: string): string => readFileSync(join(folder, file), "utf8");
  const find = (path: string, version: string): Endpoint | undefined => {
    const file = Object.hasOwn(FILES, path) ? FILES[path] : undefined;
    if (file === undefined || !existsSync(join(folder, file))) return findEndpoint(path, version);
    return file.startsWith("text/") ? { text: () => read(file).trim() } : { xml: () => [read(file)] };
  };
  const serverId = read("text/id.txt").trim();
  const model = { serverId, serverName: "recorded", version: read("text/version.txt").trim(), channels: [] };
  return startMirthSimulator({ ...options, model, findEndpoint: find });
}
