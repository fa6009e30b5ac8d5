import { type ApiAnswer, type ApiRequest, content, field, type Instance } from "./api-messages.js";
import { answerDocument, answerDocumentNames, answerDocuments, answerModified } from "./document-endpoints.js";
import type { InstanceState, NamespaceState } from "./instance-state.js";
import { runQuery } from "./run-query.js";

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

function failure(status: number, code: number, text: string): ApiAnswer {
  const error = `ERROR #${code}: ${text}`;
  return { status, errors: [{ error, code }], summary: error, result: {} };
}
