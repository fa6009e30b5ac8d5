import type { IrisFaults, NarrowedRights } from "./faults.js";
import type { DocumentState, InstanceState, NamespaceState } from "./instance-state.js";
import { runQuery } from "./run-query.js";

/** What came in, taken apart. */
export interface ApiRequest {
  readonly method: string;
  /** Decoded segments behind `/api/atelier`. */
  readonly segments: readonly string[];
  readonly query: URLSearchParams;
  readonly ifNoneMatch: string | undefined;
  readonly body: unknown;
}

/** What goes out: the envelope's parts, or nothing but a status. */
export interface ApiAnswer {
  readonly status: number;
  readonly result?: unknown;
  readonly errors?: readonly unknown[];
  readonly summary?: string;
  readonly etag?: string;
}

export interface Instance {
  readonly state: InstanceState;
  readonly faults: IrisFaults;
  readonly rights: NarrowedRights;
}

/** Answers a request to the interface as an instance of the state's version does. */
export function answerApi(instance: Instance, request: ApiRequest): ApiAnswer {
  const { state, rights } = instance;
  const [version, name, ...rest] = request.segments;
  if (version === undefined || version === "") return answerRoot(instance);
  if (!/^v\d+$/.test(version) || Number(version.slice(1)) > state.api) return { status: 404 };
  const namespace = name === undefined ? undefined : state.namespaces.get(name.toUpperCase());
  if (namespace === undefined || rights.hiddenNamespaces?.includes(namespace.name)) {
    return failure(404, 16004, `Namespace '${name ?? ""}' does not exist`);
  }
  const [what = "", ...parts] = rest;
  const path = `${request.method === "HEAD" ? "GET" : request.method} ${what}`;
  if (path === "GET " && parts.length === 0) return answerNamespace(state, namespace);
  if (path === "GET docnames") return answerDocumentNames(instance, namespace, parts, request.query);
  if (path === "GET doc") return answerDocument(instance, namespace, parts.join("/"), request);
  if (path === "POST docs") return answerDocuments(instance, namespace, request.body);
  if (path === "POST modified") return answerModified(state, namespace, parts[0] ?? "", request.body);
  if (path === "POST action" && parts[0] === "query") return answerQuery(instance, namespace, request.body);
  if (path === "GET cspapps" && namespace.name === "%SYS")
    return answerWebApplications(namespace, parts[0], request.query);
  if (path === "GET ens" && parts[0] === "classes") return answerClasses(namespace, parts[1] ?? "");
  return failure(request.method === "GET" ? 404 : 405, 16006, "Not supported here");
}

function answerRoot({ state, faults, rights }: Instance): ApiAnswer {
  const namespaces = [...state.namespaces.keys()].filter((name) => !rights.hiddenNamespaces?.includes(name));
  return content({
    version: state.version,
    id: faults.wrongServerId ?? state.id,
    api: state.api,
    features: [
      { name: "DEEPSEE", enabled: true },
      { name: "ENSEMBLE", enabled: true },
      { name: "HEALTHSHARE", enabled: !state.isOld },
    ],
    namespaces,
  });
}

function answerNamespace(state: InstanceState, namespace: NamespaceState): ApiAnswer {
  const [own] = namespace.databases;
  return content({
    name: namespace.name,
    db: namespace.databases.map(({ name, system = false }) => ({
      name,
      crhash: state.codeHash(name),
      default: name === own?.name,
      dbsys: system,
    })),
    features: [{ name: "ENSEMBLE", enabled: namespace.interoperability }],
  });
}

/** `docnames[/{category}[/{types}]]`, with `filter` and `generated`. */
function answerDocumentNames(
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
      (query.get("generated") !== "0" || !document.generated),
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

function answerDocument(
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
function answerDocuments(instance: Instance, { documents }: NamespaceState, body: unknown): ApiAnswer {
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
function answerModified(
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

function answerQuery({ state, rights }: Instance, namespace: NamespaceState, body: unknown): ApiAnswer {
  const result = runQuery(state, namespace, field(body, "query"), rights);
  if ("rows" in result) return content(result.rows);
  const { code, text } = result.error;
  return {
    status: 200,
    summary: text,
    errors: [{ error: text, code: 5540, domain: "%ObjectErrors", id: "SQLError", params: [String(code), text] }],
    result: {},
  };
}

function answerWebApplications(
  { tables }: NamespaceState,
  only: string | undefined,
  query: URLSearchParams,
): ApiAnswer {
  const all = tables.get("Security.Applications") ?? [];
  const rows = only === undefined ? all : all.filter((row) => row["NameSpace"] === only);
  if (query.get("detail") !== "1") return content(rows.map((row) => row["Name"]));
  return content(rows.map((row) => ({ name: row["Name"], default: false })));
}

const SUPERCLASSES: Readonly<Record<string, RegExp>> = {
  "10": /Extends\s+\(?[^\n]*Ens\.DataTransformDTL/,
  "11": /Extends\s+\(?[^\n]*Ens\.Production/,
  "14": /Extends\s+\(?[^\n]*Ens\.Rule\.Definition/,
};

function answerClasses({ documents }: NamespaceState, type: string): ApiAnswer {
  const pattern = SUPERCLASSES[type];
  const classes = [...documents.values()].filter(({ category, text }) => category === "CLS" && pattern?.test(text));
  return content(classes.map(({ name }) => name.replace(/\.cls$/, "")));
}

function content(value: unknown): ApiAnswer {
  return { status: 200, result: { content: value } };
}

function failure(status: number, code: number, text: string): ApiAnswer {
  const error = `ERROR #${code}: ${text}`;
  return { status, errors: [{ error, code }], summary: error, result: {} };
}

function typeOf(name: string): string {
  return /\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? "";
}

function field(value: unknown, name: string): string {
  const found: unknown = typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
  return typeof found === "string" ? found : "";
}
