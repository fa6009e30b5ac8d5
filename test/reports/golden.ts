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
  const lines = readFileSync(file, "utf8").split("\n");
  const at = actual.split("\n").findIndex((line, index) => line !== lines[index]);
  const same = at === -1 && lines.length === actual.split("\n").length;
  assert.ok(same, `${name} is not as its golden from line ${at + 1}; if that is meant: UPDATE_GOLDENS=1`);
}
