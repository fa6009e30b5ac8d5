import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const compiled = import.meta.url.endsWith(".js");
const suffix = compiled ? ".test.js" : ".test.ts";
const passing = 'import { test } from "node:test";\ntest("holds", () => {});\n';
const failing = 'import { test } from "node:test";\ntest("does not hold", () => { throw new Error("as planted"); });\n';

test("files that share a process each count their own tests", () => {
  const { status, output } = runFolder({ "core/one": passing, "core/two": passing });
  assert.equal(status, 0, output);
  assert.match(output, /^# pass 2$/m);
  assert.match(output, /^▶ core\/one\.test/m);
});

test("a failure says in which file it happened, and the files beside it still run", () => {
  const { status, output } = runFolder({ "core/one": failing, "core/two": passing });
  assert.equal(status, 1);
  assert.match(output, /^✖ core\/one\.test/m);
  assert.match(output, /^# pass 1$/m);
});

test("a file that cannot be loaded fails the run by its name", () => {
  const { status, output } = runFolder({ "core/one": 'import "./nothing.js";\n', "core/two": passing });
  assert.equal(status, 1);
  assert.match(output, /^✖ core\/one\.test/m);
});

test("a file that holds no test fails the run, also between files that do, and when it holds an empty group", () => {
  const group = 'import { describe } from "node:test";\ndescribe("nothing", () => {});\n';
  const { status, output } = runFolder({
    "core/a": passing,
    "core/b": "export {};\n",
    "core/c": passing,
    "core/d": group,
  });
  assert.equal(status, 1);
  assert.match(output, /core\/b\.test\.[jt]s holds no test/);
  assert.match(output, /core\/d\.test\.[jt]s holds no test/);
  assert.doesNotMatch(output, /core\/[ac]\.test\.[jt]s holds no test/);
});

test("a file that ends its process fails the run, and so do those that never ran for it", () => {
  const { status, output } = runFolder({ "core/a": "process.exit(0);\n", "core/b": passing });
  assert.equal(status, 1);
  assert.match(output, /core\/b\.test\.[jt]s never began/);
});

test("a file that does not end is named, and neither what waits for ever nor what computes for ever takes those before it along", () => {
  const [waiting, computing] = ["new Promise(() => setInterval(() => {}, 1000))", "{ for (;;); }"].map(
    (forever) => `${passing}test("never ends", () => ${forever});\n`,
  );
  const files = {
    "core/a": passing,
    "core/b": `${waiting}`,
    "core/c": passing,
    "core/d": `${computing}`,
    "core/e": passing,
  };
  const { status, output } = runFolder(files, 0.1);
  assert.equal(status, 1);
  assert.match(output, /^✖ core\/b\.test(?:.|\n)*^▶ core\/c\.test/m);
  assert.match(output, /core\/d\.test\.[jt]s had not ended/);
  assert.match(output, /core\/e\.test\.[jt]s never began/);
  assert.doesNotMatch(output, /core\/[abc]\.test\.[jt]s (?:had not|never|holds)/);
});

test("a suite that runs nothing proves nothing", () => {
  const { status, output } = runFolder({});
  assert.equal(status, 1);
  assert.match(output, /no test file found/);
});

/** Runs planted test files by their name without the suffix, all of one folder, for so long. */
function runFolder(
  files: Readonly<Record<string, string>>,
  minutes?: number,
): {
  readonly status: number | null;
  readonly output: string;
} {
  const folder = mkdtempSync(join(tmpdir(), "lockstep-planted-"));
  try {
    writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
    for (const [name, text] of Object.entries(files)) {
      const path = join(folder, `${name}${suffix}`);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    }
    const program = join(dirname(dirname(fileURLToPath(import.meta.url))), compiled ? "run-suite.js" : "run-suite.ts");
    // Node takes a run below a run for a mistake; this one is meant.
    const { NODE_TEST_CONTEXT: _, ...env } = process.env;
    const run = spawnSync(process.execPath, [...process.execArgv, program, folder], {
      env: { ...env, ...(minutes !== undefined && { LOCKSTEP_TEST_MINUTES: `${minutes}` }) },
      encoding: "utf8",
    });
    return { status: run.status, output: run.stdout + run.stderr };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
