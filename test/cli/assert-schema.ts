import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { schemaFolder } from "#test/house/schema-documents";

/** Holds what a command printed against its published schema, and gives the value. */
export function assertSchema(schema: string, printed: string): Readonly<Record<string, unknown>> {
  const value: unknown = JSON.parse(printed);
  const ajv = new Ajv2020({ strict: true, allErrors: true });
  addFormats.default(ajv);
  const validate = ajv.compile(JSON.parse(readFileSync(join(schemaFolder, `${schema}.schema.json`), "utf8")));
  assert.ok(validate(value), `${schema}: ${ajv.errorsText(validate.errors)}`);
  assert.ok(typeof value === "object" && value !== null);
  return Object.fromEntries(Object.entries(value));
}
