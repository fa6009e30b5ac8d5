import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT_ROOT } from "#services/project-root";

/** This program, as it names itself in what it makes. */
export const GENERATOR: string = `lockstep/${
  (JSON.parse(readFileSync(join(PROJECT_ROOT, "package.json"), "utf8")) as { version: string }).version
}`;
