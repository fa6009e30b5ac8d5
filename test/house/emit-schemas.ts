import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { schemaDocuments, schemaFolder } from "./schema-documents.js";

/** Writes `schemas/json/` anew: `npm run schemas`. */
async function emitSchemas(): Promise<void> {
  const documents = await schemaDocuments();
  mkdirSync(schemaFolder, { recursive: true });
  for (const file of readdirSync(schemaFolder)) if (!documents.has(file)) rmSync(join(schemaFolder, file));
  for (const [file, text] of documents) writeFileSync(join(schemaFolder, file), text);
  process.stdout.write(`${documents.size} schemas written to schemas/json\n`);
}

await emitSchemas();
