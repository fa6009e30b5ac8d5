import assert from "node:assert/strict";
import { test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { API_OPERATIONS } from "#services/http/api/api-operations";
import type { JsonObject } from "#services/http/api/api-schema";
import { BESIDE_OPERATIONS } from "#services/http/api/beside-operations";
import { describeApi } from "#services/http/api/describe-api";

const description = describeApi(API_OPERATIONS);

function collect(value: unknown, key: string): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => collect(item, key));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) =>
    name === key && typeof part === "string" ? [part] : collect(part, key),
  );
}

function at(pointer: string): unknown {
  return pointer
    .split("/")
    .slice(1)
    .reduce<unknown>((value, part) => (value as JsonObject | undefined)?.[part], description);
}

test("every reference of the description leads somewhere", () => {
  const references = collect(description, "$ref");
  assert.ok(references.length > 30);
  assert.deepEqual(
    references.filter((reference) => at(reference) === undefined),
    [],
  );
});

test("no two operations have one name, and each says what it is for", () => {
  const ids = collect(description, "operationId");
  const all = [...API_OPERATIONS, ...BESIDE_OPERATIONS];
  assert.equal(new Set(ids).size, all.length);
  assert.deepEqual(
    all.filter(({ says }) => !/^[A-Z].*[.?]$/.test(says)).map(({ id }) => id),
    [],
  );
});

test("every schema of the description can be checked against, in the strict sense of its dialect", () => {
  const ajv = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false });
  addFormats.default(ajv);
  const { components } = description as { readonly components: { readonly schemas: JsonObject } };
  ajv.addVocabulary(["components"]);
  ajv.addSchema({ components }, "api");
  for (const name of Object.keys(components.schemas)) {
    assert.doesNotThrow(() => ajv.compile({ $ref: `api#/components/schemas/${name}` }), name);
  }
});

test("what is filled into an address is described, and nothing else is", () => {
  const paths = Object.entries(description["paths"] as Readonly<Record<string, Readonly<Record<string, JsonObject>>>>);
  for (const [path, methods] of paths) {
    const filled = [...path.matchAll(/\{([a-z]+)\}/gi)].map(([, name]) => name).sort();
    for (const [method, operation] of Object.entries(methods)) {
      const listed = operation["parameters"] as readonly JsonObject[];
      const described = listed.filter((parameter) => parameter["in"] === "path").map((parameter) => parameter["name"]);
      assert.deepEqual(described.sort(), filled, `${method} ${path}`);
    }
  }
});

test("nothing that the API lists is for anybody", () => {
  assert.deepEqual(
    API_OPERATIONS.filter(({ permission }) => permission === "anyone").map(({ id }) => id),
    [],
  );
});
