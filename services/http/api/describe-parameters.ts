import { type TProperties, type TSchema, Type } from "typebox";
import type { ApiSchemas, JsonObject } from "./api-schema.js";

/** Describes what is filled into an address: each by its own schema, or as the name of an estate or engine. */
export function pathParameters(
  { path, params = {} }: { readonly path: string; readonly params?: TProperties | undefined },
  schemas: ApiSchemas,
): JsonObject[] {
  return [...path.matchAll(/:([a-z]+)/gi)].map(([, name = ""]) => ({
    name,
    in: "path",
    required: true,
    schema: schemas.refer(params[name] ?? NAME),
  }));
}

/** What stands for an estate or engine in an address. */
const NAME: TSchema = Type.String({ maxLength: 200 });

/** Describes what may stand in the query. */
export function queryParameters(
  { query = {} }: { readonly query?: TProperties | undefined },
  schemas: ApiSchemas,
): JsonObject[] {
  return Object.entries(query).map(([name, schema]) => {
    const { description, ...written } = schemas.refer(schema);
    return {
      name,
      in: "query",
      required: false,
      ...(description === undefined ? {} : { description }),
      schema: written,
    };
  });
}
