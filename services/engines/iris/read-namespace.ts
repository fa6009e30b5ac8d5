import type { ReadStep } from "#services/ports/connector";
import { ClassNamesAnswer, DocumentNamesAnswer, isYes, type ListedDocument, NamespaceAnswer } from "./answers.js";
import { shortVersion, versionNumber } from "./engine-version.js";
import { type FetchedDocuments, fetchDocuments, isProduction } from "./fetch-documents.js";
import { quoteName, quoteNames } from "./quote-names.js";
import { namespacePath } from "./read-requests.js";
import type { Server } from "./read-server.js";
import { isAsked, queryRows, readTable } from "./read-table.js";
import { ask, askAside, itemStep, type Reading, unreadStep } from "./reading.js";
import { type Database, DEFAULT_SETTINGS, selectDocuments } from "./select-documents.js";
import { DEFAULT_SETTINGS_PROBE, LOOKUP_TABLE_NAMES, NAMESPACE_SELECTS } from "./table-selects.js";

/** A namespace to read: one that was asked for by name, or one that the instance has. */
export interface NamespaceToRead {
  readonly name: string;
  /** Asked for in estate.yaml: read whether or not it is made for interfaces. */
  readonly isNamed: boolean;
}

/** Reads one namespace: its databases, its documents, its productions and its tables. Returns how many productions it has. */
export async function* readNamespace(
  reading: Reading,
  server: Server,
  { name, isNamed }: NamespaceToRead,
): AsyncGenerator<ReadStep, number> {
  const origin = `namespace ${quoteName(name)}`;
  const told = await askAside(reading, { path: namespacePath(name), origin, schema: NamespaceAnswer });
  if ("refused" in told) {
    yield unreadStep(`namespace/${quoteName(name)}`, told.refused);
    return 0;
  }
  const { db, features = [] } = told.value.content;
  const isForInterfaces = features.some((feature) => feature.name === "ENSEMBLE" && isYes(feature.enabled));
  if (!isNamed && !isForInterfaces) return 0;
  const databases = db.map((each) => ({ name: each.name, default: isYes(each.default), dbsys: isYes(each.dbsys) }));
  yield itemStep(reading, "namespace", name, { name, databases });
  const known = db.map(
    (each): Database => ({ name: each.name, isSystem: isYes(each.dbsys), codeHash: each.crhash ?? "" }),
  );
  const productions = yield* readDocuments(reading, server, name, known);
  const version = versionNumber(server.version);
  for (const select of NAMESPACE_SELECTS) if (isAsked(select, version)) yield* readTable(reading, name, select);
  return productions;
}

/**
 * Reads what a namespace holds: the list of documents is held against the engine's own lists of productions and lookup tables,
 * so that a narrowed list is not taken for deletions.
 */
async function* readDocuments(
  reading: Reading,
  server: Server,
  namespace: string,
  databases: readonly Database[],
): AsyncGenerator<ReadStep, number> {
  const told = await ask(reading, {
    path: `${namespacePath(namespace, "/docnames")}?generated=0`,
    origin: `${quoteName(namespace)}: docnames`,
    schema: DocumentNamesAnswer,
  });
  if ("refused" in told) {
    yield unreadStep("document", told.refused);
    return 0;
  }
  const listed = told.value.content;
  const own = selectDocuments(listed, databases);
  const productions = yield* readProductionNames(reading, namespace, listed, own);
  const tables = yield* readHiddenTables(reading, namespace, listed);
  const wanted = [...own.filter(({ name }) => name !== DEFAULT_SETTINGS), ...tables, defaultSettings(listed)];
  const fetched = yield* fetchDocuments(reading, {
    server,
    namespace,
    databases,
    wanted,
    productions: productions.found,
  });
  const defaults = yield* readDefaultSettings(reading, namespace, listed, fetched);
  const engineVersion = shortVersion(server.version);
  const bases = new Set<string>();
  for (const [name, text] of fetched.productions) {
    const origin = `${namespace}/${name}`;
    if (isProduction(text)) {
      const production = { namespace, engineVersion, autoStart: null, production: text, defaults: defaults ?? null };
      yield itemStep(reading, "production", origin, production);
    } else {
      bases.add(name);
      yield itemStep(reading, "document", origin, text);
    }
  }
  const known = new Set([...productions.found, ...fetched.productions.keys()]);
  return productions.hidden + known.size - bases.size;
}

/** The default settings are asked for whether listed or not. */
function defaultSettings(listed: readonly ListedDocument[]): ListedDocument {
  return listed.find(({ name }) => name === DEFAULT_SETTINGS) ?? { name: DEFAULT_SETTINGS, cat: "OTH" };
}

interface Productions {
  /** Names of documents. */
  readonly found: ReadonlySet<string>;
  /** How many the engine knows and does not list. */
  readonly hidden: number;
}

async function* readProductionNames(
  reading: Reading,
  namespace: string,
  listed: readonly ListedDocument[],
  own: readonly ListedDocument[],
): AsyncGenerator<ReadStep, Productions> {
  const origin = `${quoteName(namespace)}: productions`;
  const path = namespacePath(namespace, "/ens/classes/11");
  const told = await askAside(reading, { path, origin, schema: ClassNamesAnswer });
  if ("refused" in told) {
    yield unreadStep("production", told.refused);
    return { found: new Set(), hidden: 0 };
  }
  const classes = told.value.content.map((name) => (/\.cls$/i.test(name) ? name : `${name}.cls`));
  const all = new Set(listed.map(({ name }) => name));
  const hidden = classes.filter((name) => !all.has(name));
  if (hidden.length > 0) {
    const message = `${hidden.length} of ${classes.length} productions of ${quoteName(namespace)} are not in its list of documents: ${quoteNames(hidden)}.`;
    yield unreadStep("production", { code: "rights-narrowed", message });
  }
  const names = new Set(own.map(({ name }) => name));
  return { found: new Set(classes.filter((name) => names.has(name))), hidden: hidden.length };
}

/** Lookup tables that the engine's own table names and the list of documents does not. */
async function* readHiddenTables(
  reading: Reading,
  namespace: string,
  listed: readonly ListedDocument[],
): AsyncGenerator<ReadStep, readonly ListedDocument[]> {
  const told = await queryRows(reading, namespace, LOOKUP_TABLE_NAMES.query);
  if ("refused" in told) {
    yield unreadStep("lookup-tables", told.refused);
    return [];
  }
  const known = new Set(listed.map(({ name }) => name.toLowerCase()));
  return told.value
    .map(({ TableName }) => `${String(TableName)}.LUT`)
    .filter((name) => name !== ".LUT" && !known.has(name.toLowerCase()))
    .map((name) => ({ name, cat: "OTH" }));
}

/** No such document means that there are no default settings only where the engine's own table is empty, too. */
async function* readDefaultSettings(
  reading: Reading,
  namespace: string,
  listed: readonly ListedDocument[],
  { defaults }: FetchedDocuments,
): AsyncGenerator<ReadStep, string | undefined> {
  if (defaults !== undefined) return defaults;
  const told = await queryRows(reading, namespace, DEFAULT_SETTINGS_PROBE.query);
  if ("refused" in told) {
    yield unreadStep("document", told.refused);
  } else if (told.value.length > 0 || listed.some(({ name }) => name === DEFAULT_SETTINGS)) {
    const message = `The default settings of ${quoteName(namespace)} were not given, although there are some.`;
    yield unreadStep("document", { code: "rights-narrowed", message });
  }
  return undefined;
}
