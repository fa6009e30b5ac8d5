import type { NodeFacts } from "#schemas/snapshot";
import type { ExportItem, ExportScope, ParsedExport, RawArtefact, RawNode } from "#services/core/dialect";
import { LockstepError } from "#services/core/errors";
import { parseXml } from "#services/formats/xml/parse-xml";
import { findMixedContent } from "./find-mixed-content.js";
import { nameElement, UnexpectedElement } from "./raw-nodes.js";
import { readAbout } from "./read-about.js";
import { readChannels } from "./read-channels.js";
import { readConfigurationMap, readGlobalScripts } from "./read-entries.js";
import { readEvents } from "./read-events.js";
import { readExtensions } from "./read-extensions.js";
import { readFileExport } from "./read-file-export.js";
import { readGroups } from "./read-groups.js";
import { readLibraries } from "./read-libraries.js";
import { readDisabledChannels, readMetadata } from "./read-metadata.js";
import { readPluginProperties } from "./read-plugin-properties.js";
import {
  readAlerts,
  readDependencies,
  readDrivers,
  readResources,
  readSettings,
  readTags,
} from "./read-server-objects.js";
import { readStatuses } from "./read-statuses.js";
import { readTimeZone } from "./read-time-zone.js";
import { readUserNames, readUsers } from "./read-users.js";

const PLUGIN_PROPERTIES = "plugin-properties/";

/** What an answer of the API means, by the name of its source. */
const ARTEFACT_READERS: Readonly<Record<string, (root: RawNode, scope: ExportScope) => readonly RawArtefact[]>> = {
  channels: readChannels,
  "channel-groups": readGroups,
  "code-template-libraries": readLibraries,
  "global-scripts": readGlobalScripts,
  "configuration-map": readConfigurationMap,
  alerts: readAlerts,
  "channel-tags": readTags,
  "channel-dependencies": readDependencies,
  "server-settings": readSettings,
  resources: readResources,
  "extensions-plugins": readExtensions,
  "extensions-connectors": readExtensions,
  "database-drivers": readDrivers,
};

/** Answers that tell facts of the node, some of them artefacts too. */
const FACT_READERS: Readonly<Record<string, (root: RawNode) => ParsedExport>> = {
  about: readAbout,
  "channel-metadata": (root) => ({ artefacts: readMetadata(root), facts: readDisabledChannels(root) }),
  "channel-switches": (root) => ({ artefacts: [], facts: readDisabledChannels(root) }),
  users: (root) => ({ artefacts: readUsers(root), facts: readUserNames(root) }),
  statuses: (root) => ({ artefacts: [], facts: readStatuses(root) }),
  events: (root) => ({ artefacts: [], facts: readEvents(root) }),
};

/** Answers that are one line of plain text. */
const TEXT_READERS: Readonly<Record<string, (text: string) => ParsedExport>> = {
  "server-id": (text) => factsOnly({ serverId: text }),
  version: (text) => factsOnly({ engineVersion: text }),
  timezone: readTimeZone,
};

/**
 * Reads one answer or file. An answer of a whole-server read leaves to other answers what they say better: tags,
 * dependencies and library copies inside a channel.
 *
 * @throws LockstepError `export-malformed`, `export-unsupported`
 */
export function parseExport(item: ExportItem, scope: ExportScope): ParsedExport {
  try {
    return readItem(item, scope);
  } catch (error) {
    if (error instanceof UnexpectedElement) {
      const remedy = "export it again, or take out what was added by hand";
      throw unsupported(item, `it holds ${error.message}, which no known engine writes: ${remedy}`);
    }
    throw error;
  }
}

function readItem(item: ExportItem, scope: ExportScope): ParsedExport {
  const readText = ownProperty(TEXT_READERS, item.source);
  if (readText) return readText(decodeLine(item));
  const root = parseXml(item.bytes, item.origin);
  const mixed = findMixedContent(root);
  if (mixed !== undefined) throw new UnexpectedElement(`text beside the elements of ${nameElement(mixed)}`);
  if (item.source === "file") return readFileExport(root, item.origin, scope);
  if (!ANSWER_ROOTS.test(root.name)) throw unsupported(item, "the answer is not of the form that Mirth Connect gives");
  if (item.source.startsWith(PLUGIN_PROPERTIES)) {
    return withoutFacts(readPluginProperties(root, item.source.slice(PLUGIN_PROPERTIES.length)));
  }
  const readFacts = ownProperty(FACT_READERS, item.source);
  if (readFacts) return readFacts(root);
  const readArtefacts = ownProperty(ARTEFACT_READERS, item.source);
  if (readArtefacts) return withoutFacts(readArtefacts(root, scope));
  throw unsupported(item, "Mirth Connect has no such source");
}

/** A page in between must not pass for an empty list. */
const ANSWER_ROOTS =
  /^((linked-hash-|tree-)?(map|set|list)|channel|channelGroup|codeTemplateLibrary|alertModel|channelTag|driverInfo|user|dashboardStatus|event|serverSettings|properties)$/;

function unsupported(item: ExportItem, reason: string): LockstepError {
  return new LockstepError("export-unsupported", `${item.origin} cannot be read: ${reason}.`);
}

function ownProperty<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

function withoutFacts(artefacts: readonly RawArtefact[]): ParsedExport {
  return { artefacts, facts: {} };
}

function factsOnly(facts: NodeFacts): ParsedExport {
  return { artefacts: [], facts };
}

const MAX_LINE_LENGTH = 200;

function decodeLine(item: ExportItem): string {
  const text = new TextDecoder().decode(item.bytes).trim();
  if (text === "" || text.length > MAX_LINE_LENGTH || /[<\n\r]/.test(text)) {
    throw new LockstepError("export-malformed", `${item.origin} is malformed at line 1: it is not one line of text.`);
  }
  return text;
}
