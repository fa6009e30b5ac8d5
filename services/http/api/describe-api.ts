import { Problem } from "#schemas/api/problem";
import { type ApiSchemas, gatherSchemas, type JsonObject } from "./api-schema.js";
import { BESIDE_OPERATIONS, type BesideOperation } from "./beside-operations.js";
import { describeBeside } from "./describe-beside.js";
import { pathParameters, queryParameters } from "./describe-parameters.js";
import type { ApiTag, Operation } from "./operation.js";

/** Where every address of the API begins. */
export const API_ROOT = "/api/v1";

const TAGS: Readonly<Record<ApiTag | BesideOperation["tag"], string>> = {
  estates: "What a service answers for.",
  engines: "Verdict, findings and contents of one engine.",
  runs: "What was checked, and checking now.",
  decisions: "What people decided, and deciding.",
  records: "The ledger.",
  evidence: "What an auditor takes away.",
  keeping: "The queue, and tokens.",
  gate: "What gates and balancers ask: answered from memory, with queue, Git host and ticket system down.",
  service: "What whoever watches the service asks.",
};

/** Describes the API, and what is asked beside it, in the form of OpenAPI 3.1. */
export function describeApi(operations: readonly Operation[]): JsonObject {
  const schemas = gatherSchemas();
  const problem = schemas.refer(Problem);
  const paths: Record<string, Record<string, JsonObject>> = {};
  for (const operation of operations) {
    const path = pathOf(operation);
    paths[path] = { ...paths[path], [operation.method]: describe(operation, schemas, problem) };
  }
  for (const beside of BESIDE_OPERATIONS) {
    paths[asDescribed(beside.path)] = { get: describeBeside(beside, schemas, problem) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Lockstep",
      version: "1",
      description:
        "Whether a standby integration engine is as production is, and may take over: configuration-ready, not data-ready. Lockstep writes to no engine.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/" }],
    security: [{ token: [] }, { session: [] }],
    tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
    paths,
    components: {
      securitySchemes: {
        token: { type: "http", scheme: "bearer", description: "A token of `lockstep token create`." },
        session: { type: "apiKey", in: "cookie", name: "__Host-lockstep", description: "A person who signed in." },
      },
      schemas: schemas.components(),
    },
  };
}

/** The address as the description writes it. */
export function pathOf({ path }: Pick<Operation, "path">): string {
  return asDescribed(`${API_ROOT}${path}`);
}

function asDescribed(path: string): string {
  return path.replace(/:([a-z]+)/gi, "{$1}");
}

function describe(operation: Operation, schemas: ApiSchemas, problem: JsonObject): JsonObject {
  const { id, tag, says, permission, body, on } = operation;
  return {
    operationId: id,
    tags: [tag],
    summary: says,
    ...(permission === "anyone" ? { security: [] } : { description: `Needs the permission \`${permission}\`.` }),
    "x-permission": permission,
    "x-on": on,
    parameters: [...pathParameters(operation, schemas), ...queryParameters(operation, schemas), ...headers(operation)],
    ...(body === undefined ? {} : { requestBody: { required: true, content: json(schemas.refer(body)) } }),
    responses: { ...answers(operation, schemas), ...refusals(operation, problem) },
  };
}

function headers({ method, streams }: Operation): JsonObject[] {
  if (method !== "get" || streams === true) return [];
  return [{ name: "If-None-Match", in: "header", required: false, schema: { type: "string" } }];
}

function answers(operation: Operation, schemas: ApiSchemas): JsonObject {
  const { status = 200, streams, method } = operation;
  const content = contentOf(operation, schemas);
  const unchanged = method === "get" && streams !== true ? { "304": { description: "You have it already." } } : {};
  return { [status]: { description: streams === true ? "Server-sent events." : "The answer.", content }, ...unchanged };
}

function contentOf({ gives, streams, givesFile }: Operation, schemas: ApiSchemas): JsonObject {
  const schema = schemas.refer(gives);
  if (givesFile !== undefined) return { [givesFile]: { schema } };
  return streams === true ? { "text/event-stream": { schema } } : json(schema);
}

function refusals({ permission, on, body }: Operation, problem: JsonObject): JsonObject {
  const statuses: Record<string, string> = {
    "400": "The request does not fit this description.",
    ...(permission === "anyone" ? {} : { "401": "Nobody is known by what was sent." }),
    ...(permission === "anyone" || on === "service" ? {} : { "403": "The role does not allow it." }),
    "404": "There is no such thing, or it may not be seen.",
    ...(body === undefined
      ? {}
      : {
          "409": "What was meant has changed meanwhile.",
          "413": "The body is too large.",
          "415": "The body is not JSON.",
          "422": "It cannot be carried out as it is.",
        }),
    "429": "Too many requests.",
    "500": "A fault of Lockstep.",
    "503": "The store or the queue cannot be read now.",
  };
  const content = { "application/problem+json": { schema: problem } };
  return Object.fromEntries(
    Object.entries(statuses).map(([status, description]) => [status, { description, content }]),
  );
}

function json(schema: JsonObject): JsonObject {
  return { "application/json": { schema } };
}
