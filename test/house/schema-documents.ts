import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { projectRoot } from "#test/project-root";

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
type JsonObject = { readonly [key: string]: Json };

/** The folder that editors, users and ajv read the schemas from. */
export const schemaFolder = join(projectRoot, "schemas", "json");

/**
 * Gives every schema that crosses a boundary (exported from `schemas/`, with an `$id`) as a JSON Schema document of
 * draft 2020-12, by file name.
 *
 * Schemas used inside another are moved to its `$defs`, so that each document stands alone.
 */
export async function schemaDocuments(): Promise<ReadonlyMap<string, string>> {
  const schemas = await loadSchemas();
  const names = new Map(schemas.map(({ name, schema }) => [schema["$id"], name]));
  const documents = schemas.map(({ name, schema }) => {
    const document = toDocument(schema, names);
    return [`${kebab(name)}.schema.json`, `${JSON.stringify(document, null, 2)}\n`] as const;
  });
  return new Map(documents.sort(([a], [b]) => (a < b ? -1 : 1)));
}

async function loadSchemas(): Promise<readonly { name: string; schema: JsonObject }[]> {
  const files = readdirSync(join(projectRoot, "schemas")).filter((file) => file.endsWith(".ts"));
  const found: { name: string; schema: JsonObject }[] = [];
  for (const file of files.sort()) {
    const exported: Record<string, unknown> = await import(sourceOrBuilt(file));
    for (const [name, value] of Object.entries(exported)) {
      const schema = asPlainJson(value);
      if (schema !== undefined && typeof schema["$id"] === "string") found.push({ name, schema });
    }
  }
  return found;
}

function sourceOrBuilt(file: string): string {
  const fromSource = import.meta.url.endsWith(".ts");
  const path = fromSource ? join("schemas", file) : join("dist", "schemas", `${basename(file, ".ts")}.js`);
  return pathToFileURL(join(projectRoot, path)).href;
}

/** TypeBox keeps its own marks in hidden properties, which JSON leaves behind. */
function asPlainJson(value: unknown): JsonObject | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const plain: unknown = JSON.parse(JSON.stringify(value));
  return isObject(plain) ? plain : undefined;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function toDocument(schema: JsonObject, names: ReadonlyMap<Json | undefined, string>): JsonObject {
  const definitions = new Map<string, Json>();
  const { $id, ...rest } = schema;
  const body = rewrite(rest, names, definitions);
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    ...($id === undefined ? {} : { $id, title: names.get($id) ?? "" }),
    ...(isObject(body) ? body : {}),
    ...(definitions.size === 0
      ? {}
      : { $defs: Object.fromEntries([...definitions].sort(([a], [b]) => (a < b ? -1 : 1))) }),
  };
}

function rewrite(value: Json, names: ReadonlyMap<Json | undefined, string>, definitions: Map<string, Json>): Json {
  if (Array.isArray(value)) return value.map((item: Json) => rewrite(item, names, definitions));
  if (!isObject(value)) return value;
  const name = names.get(value["$id"]);
  if (name !== undefined) return asReference(name, value, names, definitions);
  const { $id: _inner, ...rest } = value;
  const entries = Object.entries(rest).map(([key, inner]) => [key, rewrite(inner, names, definitions)] as const);
  return asEnum(asTuple(Object.fromEntries(entries)));
}

function asReference(
  name: string,
  schema: JsonObject,
  names: ReadonlyMap<Json | undefined, string>,
  definitions: Map<string, Json>,
): Json {
  if (!definitions.has(name)) {
    definitions.set(name, {});
    const { $id: _inner, ...rest } = schema;
    definitions.set(name, rewrite(rest, names, definitions));
  }
  return { $ref: `#/$defs/${name}` };
}

/** Draft 2020-12 writes the members of a tuple as `prefixItems`. */
function asTuple(schema: JsonObject): JsonObject {
  const { items, additionalItems, ...rest } = schema;
  if (!Array.isArray(items)) return schema;
  return { ...rest, maxItems: items.length, prefixItems: items, items: additionalItems ?? false };
}

/** A choice among literals reads better, and completes better in editors, as `enum`. */
function asEnum(schema: JsonObject): JsonObject {
  const { anyOf, ...rest } = schema;
  if (!Array.isArray(anyOf)) return schema;
  const choices = anyOf.map((choice: Json) =>
    isObject(choice) && choice["type"] === "string" ? choice["const"] : undefined,
  );
  const literals = choices.filter((choice) => choice !== undefined);
  return literals.length === anyOf.length ? { ...rest, type: "string", enum: literals } : schema;
}

function kebab(name: string): string {
  return name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, "-").toLowerCase();
}
