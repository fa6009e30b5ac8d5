import type { TSchema } from "typebox";

type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

/** Gathers the schemas that an API description names, each once. */
export interface ApiSchemas {
  /** A schema as the description writes it: what has a name of its own as a reference. */
  refer(schema: TSchema): JsonObject;
  /** Those that were referred to so far, by name. */
  components(): JsonObject;
}

export function gatherSchemas(): ApiSchemas {
  const named = new Map<string, JsonObject>();

  function write(value: Json): Json {
    if (isList(value)) return value.map(write);
    if (!isObject(value)) return value;
    const { $id } = value;
    if (typeof $id === "string") return referTo($id, value);
    return writeParts(value);
  }

  function referTo(id: string, { $id: _id, ...schema }: JsonObject): JsonObject {
    const name = nameOf(id);
    if (!named.has(name)) {
      named.set(name, {});
      named.set(name, writeParts(schema));
    }
    return { $ref: `#/components/schemas/${name}` };
  }

  function writeParts(schema: JsonObject): JsonObject {
    return asChoice(asTuple(Object.fromEntries(Object.entries(schema).map(([key, part]) => [key, write(part)]))));
  }

  return {
    refer: (schema) => write(plain(schema)) as JsonObject,
    components: () => Object.fromEntries([...named].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

/** `lockstep/check@1` is no name that a description takes. */
function nameOf(id: string): string {
  return id.replace(/^lockstep\//, "").replace("@", "-");
}

/** TypeBox keeps its own marks in hidden properties, which JSON leaves behind. */
function plain(schema: TSchema): Json {
  return JSON.parse(JSON.stringify(schema)) as Json;
}

/** OpenAPI 3.1 writes the members of a tuple as `prefixItems`. */
function asTuple(schema: JsonObject): JsonObject {
  const { items, additionalItems, ...rest } = schema;
  if (items === undefined || !isList(items)) return schema;
  return { ...rest, maxItems: items.length, prefixItems: items, items: additionalItems ?? false };
}

/** A choice among words reads better as `enum`. */
function asChoice(schema: JsonObject): JsonObject {
  const { anyOf, ...rest } = schema;
  if (anyOf === undefined || !isList(anyOf)) return schema;
  const words = anyOf.flatMap((choice) =>
    isObject(choice) && choice["type"] === "string" && typeof choice["const"] === "string" ? [choice["const"]] : [],
  );
  return words.length === anyOf.length ? { ...rest, type: "string", enum: words } : schema;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isObject(value: Json): value is JsonObject {
  return typeof value === "object" && value !== null && !isList(value);
}
