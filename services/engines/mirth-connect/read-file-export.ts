import type { NodeFacts } from "#schemas/snapshot";
import type { ExportScope, ParsedExport, RawArtefact, RawNode } from "#services/core/dialect";
import { LockstepError } from "#services/core/errors";
import { mergeCopies } from "./merge-copies.js";
import { attributeOf, childOf, entriesOf, textAt } from "./raw-nodes.js";
import { readChannels } from "./read-channels.js";
import { readConfigurationMap, readGlobalScripts } from "./read-entries.js";
import { readExtensions } from "./read-extensions.js";
import { readGroups } from "./read-groups.js";
import { readCodeTemplates, readLibraries } from "./read-libraries.js";
import { readMetadata } from "./read-metadata.js";
import { readServerConfiguration } from "./read-server-configuration.js";
import {
  readAlerts,
  readDependencies,
  readDrivers,
  readResources,
  readSettings,
  readTags,
} from "./read-server-objects.js";
import { readUsers } from "./read-users.js";

type Reader = (root: RawNode, scope: ExportScope) => readonly RawArtefact[];

/** Readers by the name of the element they read, alone or in a list. */
const BY_ELEMENT: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ["channel", readChannels],
  ["channelGroup", readGroups],
  ["codeTemplate", readCodeTemplates],
  ["codeTemplateLibrary", readLibraries],
  ["alertModel", readAlerts],
  ["channelTag", readTags],
  ["driverInfo", readDrivers],
  ["user", readUsers],
  ["serverConfiguration", readServerConfiguration],
  ["serverSettings", readSettings],
]);

/** Readers of maps by the class of their values. */
const BY_VALUE: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ["com.mirth.connect.util.ConfigurationProperty", readConfigurationMap],
  ["com.mirth.connect.model.ChannelMetadata", readMetadata],
  ["connectorMetaData", readExtensions],
  ["pluginMetaData", readExtensions],
]);

const GLOBAL_SCRIPTS = new Set(["Deploy", "Undeploy", "Shutdown", "Preprocessor", "Postprocessor"]);

/**
 * Reads an export file by what it holds: one object, a list, a map, or a whole server. Another document of the engine (the
 * properties of a connector, a status) is one artefact of kind `other`.
 *
 * @throws LockstepError `export-unsupported` for a document that no Mirth Connect writes
 */
export function readFileExport(root: RawNode, origin: string, scope: ExportScope): ParsedExport {
  const read = findReader(root);
  const facts = factsOf(root);
  if (read !== undefined) return { artefacts: mergeCopies(read(root, scope)), facts };
  if (!isXStream(root)) {
    throw new LockstepError("export-unsupported", `${origin} is not an export of Mirth Connect.`);
  }
  return { artefacts: [otherDocument(root)], facts };
}

function findReader(root: RawNode): Reader | undefined {
  const first = root.children[0];
  const direct = BY_ELEMENT.get(root.name);
  if (direct !== undefined || first === undefined) return direct;
  if (root.name === "list" || root.name === "set") {
    if (first.name === "channelDependency") return readDependencies;
    return textAt(first, "pluginPointName") === undefined ? BY_ELEMENT.get(first.name) : readResources;
  }
  return root.name === "map" ? findMapReader(root) : undefined;
}

function findMapReader(map: RawNode): Reader | undefined {
  const entries = entriesOf(map);
  const value = entries[0]?.[1];
  if (value === undefined) return undefined;
  if (value.name === "string" && entries.every(([key]) => GLOBAL_SCRIPTS.has(key))) return readGlobalScripts;
  return BY_VALUE.get(value.name);
}

function factsOf(root: RawNode): NodeFacts {
  const versioned = [root, ...root.children];
  const version = versioned.map((node) => attributeOf(node, "version")).find((text) => text !== undefined);
  const old = textAt(root, "version") ?? textAt(root.children[0], "version");
  const engineVersion = version ?? old;
  return engineVersion === undefined ? {} : { engineVersion };
}

/** XStream names elements after collections and Java classes, or after fields of a document with a version. */
function isXStream(root: RawNode): boolean {
  return (
    /^((linked-hash-|tree-)?(map|set|list)|com\.mirth\..*)$/.test(root.name) ||
    attributeOf(root, "version") !== undefined
  );
}

function otherDocument(root: RawNode): RawArtefact {
  const [first] = root.children;
  const key = /\./.test(root.name) || first === undefined ? root.name : `${root.name} of ${first.name}`;
  return { kind: "other", key: textAt(childOf(root, "id")) ?? key, name: key, root };
}
