import type { NodeFacts } from "#schemas/snapshot";
import { mergeFacts } from "#services/core/artefact/merge-facts";
import type { ExportItem } from "#services/core/dialect";
import { createMask } from "#services/core/mask";
import type { NormaliseOptions } from "#services/core/normalisation/walk";
import { type NormalisedArtefact, normaliseExport } from "#services/core/normalise";
import { mirthConnectDialect } from "#services/engines/mirth-connect/dialect";
import { ListSplitter } from "#services/formats/xml/split-list";
import { readShared } from "./shared-files.js";

export const MASK = createMask("test", Buffer.alloc(32, 7));

export const OPTIONS: Omit<NormaliseOptions, "scope"> = {
  dialect: mirthConnectDialect,
  mask: MASK,
  storeMessageTemplates: false,
};

/** Which recorded answer belongs to which source of a whole-server read. */
const SOURCES: Readonly<Record<string, string>> = {
  channelgroups: "channel-groups",
  globalScripts: "global-scripts",
  configurationMap: "configuration-map",
  settings: "server-settings",
  resources: "resources",
  channelTags: "channel-tags",
  channelDependencies: "channel-dependencies",
  alerts: "alerts",
  databaseDrivers: "database-drivers",
  ext_connectors: "extensions-connectors",
  ext_plugins: "extensions-plugins",
  ext_dataPruner_properties: "plugin-properties/Data Pruner",
  users: "users",
  channelMetadata: "channel-switches",
  statuses: "statuses",
  events_last200: "events",
  about: "about",
};

/** The answers of one recorded server, split as the connector splits them. */
export function* recordedItems(server: string): Generator<ExportItem> {
  yield* splitRecorded(server, "channels", "channels", "channel");
  yield* splitRecorded(server, "codeTemplateLibraries_full", "code-template-libraries", "codeTemplateLibrary");
  for (const [name, source] of Object.entries(SOURCES)) {
    yield { source, bytes: recorded(server, `xml/${name}.xml`), origin: name };
  }
  yield { source: "server-id", bytes: recorded(server, "text/id.txt"), origin: "id" };
  yield { source: "version", bytes: recorded(server, "text/version.txt"), origin: "version" };
  yield { source: "timezone", bytes: recorded(server, "text/timezone.txt"), origin: "timezone" };
}

function* splitRecorded(server: string, name: string, source: string, child: string): Generator<ExportItem> {
  const splitter = new ListSplitter(child, name);
  for (const bytes of splitter.push(recorded(server, `xml/${name}.xml`))) yield { source, bytes, origin: name };
  splitter.end();
}

function recorded(server: string, path: string): Uint8Array {
  return readShared(`recordings/mirth/${server}/${path}`).bytes;
}

export interface Recording {
  readonly artefacts: ReadonlyMap<string, NormalisedArtefact>;
  readonly facts: NodeFacts;
}

/** One recorded server as artefacts, by `kind key`, and what it says of itself. */
export function readRecording(server: string): Recording {
  const artefacts = new Map<string, NormalisedArtefact>();
  let facts: NodeFacts = {};
  for (const item of recordedItems(server)) {
    const read = normaliseExport(item, { ...OPTIONS, scope: "server" });
    for (const normalised of read.artefacts) {
      const id = `${normalised.artefact.kind} ${normalised.artefact.key}`;
      if (artefacts.has(id)) throw new Error(`two artefacts are ${id}`);
      artefacts.set(id, normalised);
    }
    facts = mergeFacts(facts, read.facts);
  }
  return { artefacts, facts };
}
