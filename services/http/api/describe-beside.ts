import type { ApiSchemas, JsonObject } from "./api-schema.js";
import type { BesideOperation } from "./beside-operations.js";
import { pathParameters, queryParameters } from "./describe-parameters.js";

/** Describes an address beside the API in the form of OpenAPI 3.1. */
export function describeBeside(operation: BesideOperation, schemas: ApiSchemas, problem: JsonObject): JsonObject {
  const { id, tag, says, permission, path, query } = operation;
  return {
    operationId: id,
    tags: [tag],
    summary: says,
    ...(permission === "anyone" ? { security: [] } : { description: `Needs the permission \`${permission}\`.` }),
    "x-permission": permission,
    parameters: [...pathParameters({ path }, schemas), ...queryParameters({ query }, schemas)],
    responses: { ...answers(operation, schemas), ...refusals(operation, problem) },
  };
}

function answers({ gives }: BesideOperation, schemas: ApiSchemas): JsonObject {
  return Object.fromEntries(
    Object.entries(gives).map(([status, { means, content }]) => {
      const bodies = Object.entries(content).map(([type, schema]) => [type, { schema: schemas.refer(schema) }]);
      return [status, { description: means, content: Object.fromEntries(bodies) as JsonObject }];
    }),
  );
}

function refusals({ refuses }: BesideOperation, problem: JsonObject): JsonObject {
  const content = { "application/problem+json": { schema: problem } };
  return Object.fromEntries(Object.entries(refuses).map(([status, description]) => [status, { description, content }]));
}
