import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { projectRoot } from "#test/project-root";
import { verifierFiles } from "./verifier-files.js";

/** Writes the verifier that evidence packs carry: `npm run verifier`. */
for (const [path, text] of verifierFiles()) {
  mkdirSync(dirname(join(projectRoot, path)), { recursive: true });
  writeFileSync(join(projectRoot, path), text);
  process.stdout.write(`${path} written\n`);
}
