import { Ajv, type ValidateFunction } from "ajv";
import addFormatsModule from "ajv-formats";
import { softened } from "./softened.js";

/** A description of an API in the form of OpenAPI 3.0, of which what is used here is looked at. */
export interface ApiDescription {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly components?: Readonly<Record<string, unknown>>;
}

export interface DescribedRequest {
  readonly path: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: unknown;
}

/** Holds requests and answers against a description. */
export interface DescriptionCheck {
  /** `operation` is `METHOD /path/{parameter}`, as the description writes it. */
  describes(operation: string): boolean;
  requestProblems(operation: string, request: DescribedRequest): readonly string[];
  answerProblems(operation: string, status: number, body: unknown): readonly string[];
}

type Json = Readonly<Record<string, unknown>>;

const addFormats = addFormatsModule.default;

/**
 * Reads a description. Requests are held against it strictly: also a parameter or a field that it does not name is a problem, since
 * GitHub passes over such a one without a word. Of answers the form of each field is looked at, and that the status is one of
 * those named; fields may be left out, since the simulator tells fewer.
 */
export function createDescriptionCheck(description: ApiDescription): DescriptionCheck {
  const document = softened(description, { keepRequired: true });
  const answers = softened(description, { keepRequired: false });
  const ajv = new Ajv({ strict: false, allErrors: true, coerceTypes: false });
  addFormats(ajv);
  ajv.addFormat("repo.nwo", /^[^/]+\/[^/]+$/);
  ajv.addSchema({ $id: "requests", ...document });
  ajv.addSchema({ $id: "answers", ...answers });
  const compiled = new Map<string, ValidateFunction>();
  const compile = (pointer: string): ValidateFunction => {
    const known = compiled.get(pointer) ?? ajv.compile({ $ref: pointer });
    compiled.set(pointer, known);
    return known;
  };

  function find(operation: string): { readonly described: Json; readonly pointer: string } | undefined {
    const [method = "", path = ""] = operation.split(" ");
    const described = at(document, ["paths", path, method.toLowerCase()]);
    return described && { described, pointer: `#/paths/${escapePointer(path)}/${method.toLowerCase()}` };
  }

  return {
    describes: (operation) => find(operation) !== undefined,
    requestProblems(operation, request) {
      const found = find(operation);
      if (found === undefined) return [`${operation} is not described`];
      return [
        ...parameterProblems(ajv, document, found.described, request),
        ...bodyProblems(found, request.body, { document, compile }),
      ];
    },
    answerProblems(operation, status, body) {
      const found = find(operation);
      if (found === undefined) return [];
      const responses = at(found.described, ["responses"]) ?? {};
      if (!Object.hasOwn(responses, String(status))) {
        return status < 400 ? [`${operation} has no answer ${status}`] : [];
      }
      if (status >= 300 || !at(document, ["paths"])) return [];
      const schema = at(found.described, ["responses", String(status), "content", "application/json", "schema"]);
      if (schema === undefined) return [];
      const pointer = `answers${found.pointer}/responses/${status}/content/application~1json/schema`;
      return failures(compile(pointer), body, "answer");
    },
  };
}

function parameterProblems(
  ajv: Ajv,
  document: Json,
  described: Json,
  { path, query }: DescribedRequest,
): readonly string[] {
  const problems: string[] = [];
  const list = described["parameters"];
  const parameters = (Array.isArray(list) ? list : []).map((each: unknown) => deref(document, each));
  const named = new Set(parameters.filter(({ in: place }) => place === "query").map(({ name }) => String(name)));
  for (const name of query.keys()) if (!named.has(name)) problems.push(`the query has '${name}', which nobody reads`);
  for (const { in: place, name, schema, required } of parameters) {
    const text = place === "path" ? path[String(name)] : (query.get(String(name)) ?? undefined);
    if (text === undefined) {
      if (required === true) problems.push(`${String(place)} lacks '${String(name)}'`);
      continue;
    }
    const isFit = [text, fromText(text)].some((value) => ajv.validate(Object(schema), value));
    if (!isFit) problems.push(`${String(place)} '${String(name)}' may not be '${text}'`);
  }
  return problems;
}

function fromText(text: string): unknown {
  if (/^-?\d+$/.test(text)) return Number(text);
  return text === "true" || text === "false" ? text === "true" : text;
}

function bodyProblems(
  { described, pointer }: { readonly described: Json; readonly pointer: string },
  body: unknown,
  { document, compile }: { readonly document: Json; readonly compile: (pointer: string) => ValidateFunction },
): readonly string[] {
  const schema = at(described, ["requestBody", "content", "application/json", "schema"]);
  if (schema === undefined) return body === undefined ? [] : ["a body is sent where none is read"];
  if (body === undefined) return at(described, ["requestBody"])?.["required"] === true ? ["the body is missing"] : [];
  const named = propertiesOf(document, schema);
  // The cut took away every key called `description`, fields of that name among them.
  const known = new Set(named.length > 0 ? [...named, "description"] : []);
  const unknown = Object.keys(Object(body)).filter((key) => known.size > 0 && !known.has(key));
  const problems = failures(compile(`requests${pointer}/requestBody/content/application~1json/schema`), body, "body");
  return [...unknown.map((key) => `the body has '${key}', which nobody reads`), ...problems];
}

/** Every property that a schema or one of its alternatives names. */
function propertiesOf(document: Json, schema: unknown): readonly string[] {
  const seen = deref(document, schema);
  const parts = ["oneOf", "anyOf", "allOf"].flatMap((key) =>
    Array.isArray(seen[key]) ? (seen[key] as readonly unknown[]) : [],
  );
  return [...Object.keys(Object(seen["properties"])), ...parts.flatMap((part) => propertiesOf(document, part))];
}

function failures(validate: ValidateFunction, value: unknown, place: string): readonly string[] {
  if (validate(value)) return [];
  return (validate.errors ?? [])
    .slice(0, 5)
    .map(({ instancePath, message }) => `${place}${instancePath} ${message ?? "does not fit"}`);
}

function deref(document: Json, value: unknown): Json {
  const record: Json = Object(value);
  const reference = record["$ref"];
  if (typeof reference !== "string") return record;
  return (
    at(
      document,
      reference
        .slice(2)
        .split("/")
        .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~")),
    ) ?? {}
  );
}

function at(value: unknown, keys: readonly string[]): Json | undefined {
  let inner: unknown = value;
  for (const key of keys)
    inner =
      typeof inner === "object" && inner !== null && Object.hasOwn(inner, key) ? Reflect.get(inner, key) : undefined;
  return typeof inner === "object" && inner !== null ? Object(inner) : undefined;
}

function escapePointer(text: string): string {
  return encodeURIComponent(text.replaceAll("~", "~0").replaceAll("/", "~1"));
}
