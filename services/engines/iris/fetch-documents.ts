import type { ReadStep } from "#services/ports/connector";
import { type DocumentAnswer, DocumentsAnswer, isYes, type ListedDocument } from "./answers.js";
import { quoteName, quoteNames } from "./quote-names.js";
import { isLackOfRights } from "./read-envelope.js";
import { namespacePath } from "./read-requests.js";
import type { Server } from "./read-server.js";
import { ask, itemStep, type Reading, unreadStep } from "./reading.js";
import { type Database, DEFAULT_SETTINGS } from "./select-documents.js";

/** So many documents in one request: the engine builds its answer in memory. */
const BATCH = 50;
const WEEK_MS = 7 * 86_400_000;

export interface DocumentsToFetch {
  readonly server: Server;
  readonly namespace: string;
  readonly databases: readonly Database[];
  readonly wanted: readonly ListedDocument[];
  /** Names of the productions that the engine knows: they are fetched each time. */
  readonly productions: ReadonlySet<string>;
}

/** What is needed of the documents beyond their items. */
export interface FetchedDocuments {
  /** The text of each production and of what the engine takes for one, by name; none of them is an item yet. */
  readonly productions: ReadonlyMap<string, string>;
  /** The text of the default settings, where there are any. */
  readonly defaults: string | undefined;
}

/**
 * Reads documents in batches, and takes over those whose mark says that they are as they were. What the engine lists and does
 * not give is unread.
 */
export async function* fetchDocuments(
  reading: Reading,
  fetching: DocumentsToFetch,
): AsyncGenerator<ReadStep, FetchedDocuments> {
  const { namespace, wanted, productions } = fetching;
  const marks = new Map(wanted.map((listed) => [listed.name, markOf(listed, fetching, reading.request.now())]));
  const needed: ListedDocument[] = [];
  for (const listed of wanted) {
    const mark = productions.has(listed.name) ? undefined : marks.get(listed.name);
    const item = { source: "document", origin: `${namespace}/${listed.name}`, mark: mark ?? "" };
    if (mark !== undefined && reading.request.known?.(item) === true) yield { type: "kept", item };
    else needed.push(listed);
  }
  const given = new Map<string, string>();
  const failed: Failure[] = [];
  for (let start = 0; start < needed.length; start += BATCH) {
    const batch = needed.slice(start, start + BATCH);
    const answers = yield* fetchBatch(reading, namespace, batch);
    if (answers === undefined) continue;
    for (const { name, ts } of batch) {
      const document = answers(name);
      const text = document === undefined ? undefined : textOf(document);
      if (document === undefined || text === undefined) {
        failed.push({ name, said: document === undefined ? "" : document.status || "no text" });
        continue;
      }
      const isApart = productions.has(name) || isProduction(text);
      if (isApart || name === DEFAULT_SETTINGS) given.set(name, text);
      if (isApart) continue;
      const mark = document.ts === ts ? marks.get(name) : undefined;
      const step = itemStep(reading, "document", `${namespace}/${name}`, text);
      yield mark === undefined ? step : { ...step, mark };
    }
  }
  const defaults = given.get(DEFAULT_SETTINGS);
  given.delete(DEFAULT_SETTINGS);
  yield* tellFailed(failed, fetching);
  return { productions: given, defaults };
}

/** A class that defines a production, listed as one or, where it was never compiled, not. */
export function isProduction(text: string): boolean {
  return /^[ \t]*XData\s+ProductionDefinition\b/m.test(text);
}

/**
 * What stands for a document's state: the instance, the hash of the code in its database, and its own time stamp. Only code is
 * covered by the hash; lookup tables, default settings and schemas are fetched each time. So is everything once a week, so that
 * nothing rests on hashes for longer.
 */
function markOf(
  { name, cat, db = "", ts = "" }: ListedDocument,
  { server, databases }: DocumentsToFetch,
  now: Date,
): string | undefined {
  const hash = databases.find((database) => database.name === db)?.codeHash ?? "";
  if ((cat !== "CLS" && cat !== "RTN") || hash === "" || hash === "000" || ts === "" || name === "") return undefined;
  return JSON.stringify([server.id, server.version, db, hash, ts, Math.floor(now.getTime() / WEEK_MS)]);
}

async function* fetchBatch(
  reading: Reading,
  namespace: string,
  batch: readonly ListedDocument[],
): AsyncGenerator<ReadStep, ((name: string) => DocumentAnswer | undefined) | undefined> {
  const told = await ask(reading, {
    path: namespacePath(namespace, "/docs"),
    origin: `${quoteName(namespace)}: docs`,
    schema: DocumentsAnswer,
    body: batch.map(({ name }) => name),
  });
  if ("refused" in told) {
    yield unreadStep("document", told.refused);
    return undefined;
  }
  const documents = "content" in told.value ? told.value.content : told.value;
  return findByName(documents);
}

/** The engine may write a name in other letters than it was asked for; names that differ in nothing else are told apart. */
function findByName(documents: readonly DocumentAnswer[]): (name: string) => DocumentAnswer | undefined {
  const exact = new Map(documents.map((document) => [document.name, document]));
  const folded = new Map(documents.map((document) => [document.name.toLowerCase(), document]));
  return (name) => exact.get(name) ?? (folded.size === exact.size ? folded.get(name.toLowerCase()) : undefined);
}

/** Nothing where it is no text: a character that was replaced would hide a difference. */
function textOf({ content, enc, status = "" }: DocumentAnswer): string | undefined {
  if (status !== "" || content === undefined || content === "") return undefined;
  if (!isYes(enc)) return content.join("\n");
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.from(content.join(""), "base64"));
  } catch {
    return undefined;
  }
}

interface Failure {
  readonly name: string;
  readonly said: string;
}

/** The default settings may simply not exist, which is looked at elsewhere. */
function* tellFailed(
  failed: readonly Failure[],
  { namespace, wanted, productions }: DocumentsToFetch,
): Generator<ReadStep> {
  const told = failed.filter(({ name }) => name !== DEFAULT_SETTINGS);
  for (const ofProductions of [true, false]) {
    for (const isHidden of [true, false]) {
      const names = told
        .filter(({ name, said }) => productions.has(name) === ofProductions && hides(said) === isHidden)
        .map(({ name }) => name);
      if (names.length === 0) continue;
      const message = `${names.length} of ${wanted.length} documents of ${quoteName(namespace)} were not given: ${quoteNames(names)}.`;
      const code = isHidden ? "rights-narrowed" : "answer-unexpected";
      yield unreadStep(ofProductions ? "production" : "document", { code, message });
    }
  }
}

/** Listed a moment ago and not there: kept from this account. */
function hides(said: string): boolean {
  return said === "" || /ERROR #16005|does NOT exist/i.test(said) || isLackOfRights(said);
}
