import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { findChangedCode } from "#test/find-changed-code";

test("a run over code that was built meanwhile is told from a failure of the code", () => {
  const root = mkdtempSync(join(tmpdir(), "lockstep-code-"));
  try {
    const write = (path: string, seconds: number): void => {
      writeFileSync(join(root, path), "");
      utimesSync(join(root, path), seconds, seconds);
    };
    for (const folder of ["schemas", "services/core", "test"]) mkdirSync(join(root, folder), { recursive: true });
    write("schemas/noun.js", 100);
    write("services/core/step.js", 300);
    write("test/step.log", 300);
    assert.deepEqual(findChangedCode(root, 200_000), [join("services", "core", "step.js")]);
    assert.deepEqual(findChangedCode(root, 400_000), []);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});
