import { type ApiAnswer, type ApiRequest, content, field, type Instance } from "./api-messages.js";
import type { IrisFaults } from "./faults.js";
import type { DocumentState, InstanceState, NamespaceState } from "./instance-state.js";

/** `docnames[/{category}[/{types}]]`, with `filter` and `generated`. */
export function answerDocumentNames(
  { rights }: Instance,
  { name, documents }: NamespaceState,
  [category = "*", types = "*"]: readonly string[],
  query: URLSearchParams,
): ApiAnswer {
  if (category === "CLS" && types !== "*") return { status: 400 };
  const filter = query.get("filter")?.toLowerCase();
  const wanted = types === "*" ? undefined : types.toLowerCase().split(",");
  const listed = [...documents.values()].filter(
    (document) =>
      (category === "*" || document.category === category) &&
      (wanted === undefined || wanted.includes(typeOf(document.name))) &&
      (filter === undefined || isLike(document.name.toLowerCase(), filter)) &&
      (query.get("generated") === "1" || !document.generated),
  );
  return content(
    (rights.emptyLists?.includes(name) ? [] : listed).map((document) => ({
      name: document.name,
      cat: document.category,
      ts: document.ts,
      upd: true,
      db: document.database,
      gen: document.generated,
    })),
  );
}

function isLike(text: string, pattern: string): boolean {
  return text.includes(pattern.replaceAll("%", ""));
}

export function answerDocument(
  instance: Instance,
  { documents }: NamespaceState,
  name: string,
  request: ApiRequest,
): ApiAnswer {
  const document = documents.get(name);
  if (document === undefined) return { status: 404, result: missingDocument(name) };
  if (request.ifNoneMatch === document.ts) return { status: 304, etag: document.ts };
  return { status: 200, result: describe(document, instance.faults), etag: document.ts };
}

/** Each document has a status of its own; the answer itself is well also where one is missing. */
export function answerDocuments(instance: Instance, { documents }: NamespaceState, body: unknown): ApiAnswer {
  if (!Array.isArray(body)) return { status: 400 };
  const hidden = instance.rights.hiddenDocuments ?? [];
  const result = body.map((name: unknown) => {
    const document = documents.get(String(name));
    return document === undefined || hidden.includes(document.name)
      ? missingDocument(String(name))
      : describe(document, instance.faults);
  });
  return { status: 200, result: instance.state.isOld ? { content: result } : result };
}

function describe({ name, database, ts, category, binary, text }: DocumentState, faults: IrisFaults): unknown {
  const lines = text.split("\n").map((line) => (faults.carriageReturns ? `${line}\r` : line));
  const chunks = Buffer.from(text)
    .toString("base64")
    .match(/.{1,60}/g);
  return {
    name,
    db: database,
    ts,
    upd: true,
    cat: category,
    status: "",
    enc: binary,
    flags: 0,
    content: binary ? (chunks ?? []) : lines,
  };
}

function missingDocument(name: string): unknown {
  const status = `ERROR #16005: Document '${name}' does NOT exist`;
  return { name, db: "", ts: "", upd: false, cat: "", status, enc: false, flags: 0, content: "" };
}

/** What changed since the hashes that the client knows; a database that the namespace does not see has no hash at all. */
export function answerModified(
  state: InstanceState,
  { databases, documents }: NamespaceState,
  type: string,
  body: unknown,
): ApiAnswer {
  if (!Array.isArray(body)) return { status: 415 };
  const known = new Map(body.map((entry: unknown) => [field(entry, "dbname"), field(entry, "dbhash")]));
  const unmapped = [...known.keys()].filter((name) => !databases.some((database) => database.name === name));
  const seen = databases.map(({ name }) => {
    const hash = state.databaseHash(name);
    const changed = known.get(name) === hash ? [] : [...documents.values()].filter(({ database }) => database === name);
    const listed = changed.filter((document) => type === "*" || type.split(",").includes(typeOf(document.name)));
    return {
      dbname: name,
      dbhash: hash,
      crhash: state.codeHash(name),
      docs: listed.map((document) => ({ name: document.name, ts: document.ts, gen: document.generated, depl: false })),
    };
  });
  return content([...seen, ...unmapped.map((dbname) => ({ dbname, dbhash: "000", crhash: "000", docs: [] }))]);
}

function typeOf(name: string): string {
  return /\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? "";
}
