import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "#test/project-root";

const folder = join(projectRoot, "test", "reports", "goldens");

/** Holds a report against its golden file; `UPDATE_GOLDENS=1` writes the file anew, to be reviewed in the diff. */
export function assertGolden(name: string, actual: string): void {
  const file = join(folder, name);
  if (process.env["UPDATE_GOLDENS"] === "1") {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, actual);
  }
  assert.equal(actual, readFileSync(file, "utf8"), `${name} is not as its golden; if that is meant: UPDATE_GOLDENS=1`);
}
