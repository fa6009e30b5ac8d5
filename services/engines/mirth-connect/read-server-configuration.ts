import type { ExportScope, RawArtefact, RawNode } from "#services/core/dialect";
import { entriesOf, onlyChildOf, UnexpectedElement } from "./raw-nodes.js";
import { readChannels } from "./read-channels.js";
import { readConfigurationMap, readGlobalScripts } from "./read-entries.js";
import { readGroups } from "./read-groups.js";
import { readCodeTemplates, readLibraries } from "./read-libraries.js";
import { readPluginProperties } from "./read-plugin-properties.js";
import { readAlerts, readDependencies, readResources, readSettings, readTags } from "./read-server-objects.js";
import { readUsers } from "./read-users.js";

type Reader = (part: RawNode, scope: ExportScope) => readonly RawArtefact[];

/** The parts of a whole-server backup. Libraries come before channels, so that they win over the copies in channels. */
const PARTS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ["codeTemplateLibraries", readLibraries],
  ["codeTemplates", readCodeTemplates],
  ["channelGroups", readGroups],
  ["channels", readChannels],
  ["users", readUsers],
  ["alerts", readAlerts],
  ["channelTags", readTags],
  ["serverSettings", readSettings],
  ["updateSettings", readSettings],
  ["globalScripts", readGlobalScripts],
  ["pluginProperties", (part) => entriesOf(part).flatMap(([plugin, value]) => readPluginProperties(value, plugin))],
  ["resourceProperties", readResources],
  ["channelDependencies", readDependencies],
  ["configurationMap", readConfigurationMap],
]);

/** Reads a backup of a whole server; a part that is not known is an artefact of kind `other`, never left out. */
export function readServerConfiguration(root: RawNode, scope: ExportScope): RawArtefact[] {
  if (root.attributes.some(([name]) => name !== "version")) throw new UnexpectedElement("a backup with an attribute");
  const known = [...PARTS].flatMap(([name, read]) => {
    const part = onlyChildOf(root, name);
    return part === undefined ? [] : read(part, scope);
  });
  const unknown = root.children.filter((part) => !PARTS.has(part.name) && !isDateOfExport(part));
  return [...known, ...unknown.map((part) => ({ kind: "other", key: part.name, name: part.name, root: part }))];
}

/** The moment the backup was made, in words. */
function isDateOfExport({ name, attributes, children }: RawNode): boolean {
  return name === "date" && attributes.length === 0 && children.length === 0;
}
