import { existsSync, readdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, join, sep } from "node:path";
import { Transform } from "node:stream";
import { run } from "node:test";
import { spec as Spec } from "node:test/reporters";
import { fileURLToPath } from "node:url";
import { findChangedCode } from "./find-changed-code.js";

/** Suites that take long or need more than Node and git; `fast` is everything else. */
const SLOW_SUITES = ["stories", "chaos", "fuzz", "servers", "browser", "bench"];
const FILE_TIMEOUT_MS = { fast: 180_000, slow: 900_000 };

/**
 * Runs one suite of compiled or source tests: `run-suite <fast|stories|chaos|fuzz|servers|browser> [part of a path]…`.
 *
 * Ends with node's own figures (`# pass N`). Exits with 1 when a test failed, when a file holds no test, and when
 * nothing was found: a suite that runs nothing proves nothing.
 */
async function runSuite(suite: string, parts: readonly string[]): Promise<void> {
  const named = findTestFiles(suite).filter((file) => parts.length === 0 || parts.some((part) => file.includes(part)));
  const files = halfOf(named, process.env["LOCKSTEP_TEST_HALF"]);
  if (files.length === 0) {
    process.stderr.write(`no test file found for suite '${suite}'\n`);
    process.exitCode = 1;
    return;
  }
  const startedAt = Date.now();
  const slow = SLOW_SUITES.includes(suite);
  // Stories take long and get in nobody's way; what kills, races or drives a browser wants the machine for itself.
  const concurrency = slow && suite !== "stories" ? 1 : Math.max(2, availableParallelism());
  const events = run({ files, concurrency, timeout: slow ? FILE_TIMEOUT_MS.slow : FILE_TIMEOUT_MS.fast });
  events.on("test:fail", (event) => {
    if (event.todo === undefined || event.todo === false) process.exitCode = 1;
  });
  events.on("test:pass", (event) => {
    if (!files.includes(event.name)) return;
    process.stderr.write(`${event.name} holds no test\n`);
    process.exitCode = 1;
  });
  const output = events.compose(new Spec()).pipe(asPlainFigures());
  output.pipe(process.stdout);
  await new Promise((resolve) => output.on("end", resolve));
  warnOfChangedCode(startedAt);
}

/** Every second file, beginning with the first (`0`) or the second (`1`); anything else means all of them. */
function halfOf(files: readonly string[], half: string | undefined): readonly string[] {
  return half === "0" || half === "1" ? files.filter((_, index) => index % 2 === Number(half)) : files;
}

/** Somebody built or edited meanwhile: what failed may have run half of the old code and half of the new. */
function warnOfChangedCode(startedAt: number): void {
  const root = dirname(dirname(fileURLToPath(import.meta.url)));
  const changed = findChangedCode(root, startedAt);
  if (changed.length === 0) return;
  process.stderr.write(
    `${changed.length} files of code were written during this run, for example ${changed[0]}: run it again.\n`,
  );
}

function findTestFiles(suite: string): readonly string[] {
  const testFolder = dirname(fileURLToPath(import.meta.url));
  const extension = import.meta.url.endsWith(".ts") ? ".test.ts" : ".test.js";
  const folder = suite === "fast" ? testFolder : join(testFolder, suite);
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(extension))
    .filter((path) => suite !== "fast" || !SLOW_SUITES.includes(path.split(sep)[0] ?? ""))
    .map((path) => join(folder, path))
    .sort();
}

/** Prints the closing figures as `# pass N`, the form that log readers know, instead of the coloured sign of a terminal. */
function asPlainFigures(): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      done(null, chunk.toString("utf8").replace(/^(?:\x1b\[\d+m)*ℹ ([^\x1b\n]*)(?:\x1b\[\d+m)*$/gm, "# $1"));
    },
  });
}

const [suite = "fast", ...parts] = process.argv.slice(2);
await runSuite(suite, parts);
