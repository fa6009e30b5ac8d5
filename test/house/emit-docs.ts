import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "#test/project-root";
import { generatedDocs } from "./generated-docs.js";

/** Writes the pages of `docs/` that are made from the code: `npm run docs`. */
for (const [path, text] of generatedDocs()) {
  writeFileSync(join(projectRoot, path), text);
  process.stdout.write(`${path} written\n`);
}
