import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { schemaDocuments, schemaFolder } from "./schema-documents.js";

test("the published schemas are those of the code (mend with `npm run schemas`)", async () => {
  const documents = await schemaDocuments();
  assert.deepEqual(readdirSync(schemaFolder).sort(), [...documents.keys()].sort());
  for (const [file, text] of documents) assert.equal(readFileSync(join(schemaFolder, file), "utf8"), text, file);
});

test("every published schema is one that a strict checker accepts", async () => {
  const documents = await schemaDocuments();
  assert.ok(documents.size > 10);
  for (const [file, text] of documents) {
    const ajv = new Ajv2020({ strict: true, allErrors: true });
    addFormats.default(ajv);
    assert.doesNotThrow(() => ajv.compile(JSON.parse(text)), file);
  }
});

test("an estate with a misspelt word is refused by the published schema", () => {
  const ajv = new Ajv2020({ strict: true });
  const validate = ajv.compile(JSON.parse(readFileSync(join(schemaFolder, "estate.schema.json"), "utf8")));
  const node = { id: "tie-a", role: "primary", url: "https://tie-a.hospital.test:8443" };
  const engine = { id: "tie", product: "mirth-connect", owner: "Integration team", nodes: [node] };
  assert.equal(validate({ estate: "example", engines: [engine] }), true);
  assert.equal(validate({ estate: "example", engines: [{ ...engine, nods: [] }] }), false);
});
