import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { dirname, isAbsolute, join, sep } from "node:path";
import { Transform } from "node:stream";
import { run } from "node:test";
import { spec as Spec } from "node:test/reporters";
import { fileURLToPath } from "node:url";
import { findChangedCode } from "./find-changed-code.js";
import { followFiles } from "./follow-files.js";
import { type Batch, writeBatches } from "./write-batches.js";

/** Suites that take long or need more than Node and git; `fast` is everything else. */
const SLOW_SUITES = ["stories", "chaos", "fuzz", "servers", "browser", "bench"];

/** How long a process of tests may take. What kills or mutates by hand does much more than for a commit. */
const MINUTES: Readonly<Record<string, number>> = { fast: 5, chaos: 60, fuzz: 60 };
const OTHER_MINUTES = 10;

/** Time enough to end in order, for a run that has told everything. */
const LEAVE_MS = 10_000;

/**
 * Runs one suite of compiled or source tests: `run-suite <fast|stories|chaos|fuzz|servers|browser> [part of a path]…`, or all
 * tests of a folder: `run-suite <path of a folder>`.
 *
 * Ends with node's own figures (`# pass N`). Exits with 1 when a test failed, when a file holds no test or did not end in time
 * (`LOCKSTEP_TEST_MINUTES` for each process), and when nothing was found: a suite that runs nothing proves nothing.
 */
async function runSuite(suite: string, parts: readonly string[]): Promise<void> {
  const root = isAbsolute(suite) ? suite : dirname(fileURLToPath(import.meta.url));
  const named = findTestFiles(suite, root).filter(
    (file) => parts.length === 0 || parts.some((part) => file.includes(part)),
  );
  const files = shareOf(named, process.env["LOCKSTEP_TEST_SHARE"]);
  if (files.length === 0) {
    process.stderr.write(`no test file found for suite '${suite}'\n`);
    process.exitCode = 1;
    return;
  }
  const startedAt = Date.now();
  const folder = mkdtempSync(join(tmpdir(), "lockstep-batches-"));
  try {
    const timeoutMs = minutesOf(suite) * 60_000;
    const batches = writeBatches(files, filesABatch(suite), { root, folder, timeoutMs: timeoutMs * 0.8 });
    await runBatches(batches, { suite, timeoutMs });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  warnOfChangedCode(startedAt);
}

/** `2/3`: the second file of each three. Anything else means all of them. */
function shareOf(files: readonly string[], share = ""): readonly string[] {
  const [, part, of] = /^([1-9])\/([2-9])$/.exec(share) ?? [];
  return of === undefined ? files : files.filter((_, index) => index % Number(of) === Number(part) - 1);
}

function minutesOf(suite: string): number {
  const given = Number(process.env["LOCKSTEP_TEST_MINUTES"] ?? "");
  return given > 0 ? given : (MINUTES[suite] ?? OTHER_MINUTES);
}

interface Limits {
  readonly suite: string;
  /** For each process. */
  readonly timeoutMs: number;
}

async function runBatches(batches: readonly Batch[], { suite, timeoutMs }: Limits): Promise<void> {
  const paths = batches.map(({ path }) => path);
  const events = run({ files: paths, concurrency: processesAtOnce(suite), timeout: timeoutMs });
  const files = followFiles(batches);
  events.on("test:dequeue", files.begin);
  events.on("test:pass", files.end);
  events.on("test:fail", (event) => {
    files.end(event);
    if (event.todo === undefined || event.todo === false) process.exitCode = 1;
  });
  const output = events.compose(new Spec()).pipe(asPlainFigures());
  output.pipe(process.stdout);
  await new Promise((resolve) => output.on("end", resolve));
  for (const complaint of files.complain()) {
    process.stderr.write(`${complaint}\n`);
    process.exitCode = 1;
  }
}

/** Enough to start Node and load the code seldom, few enough to share out between processors; what kills or races has a process to itself. */
function filesABatch(suite: string): number {
  if (suite === "stories") return 2;
  return SLOW_SUITES.includes(suite) ? 1 : 20;
}

/** Tests wait for git and sockets about as long as they compute; what kills, races or drives a browser wants the machine for itself. */
function processesAtOnce(suite: string): number {
  if (suite === "fuzz") return availableParallelism();
  if (suite === "stories") return Math.max(3, availableParallelism() + 1);
  return SLOW_SUITES.includes(suite) ? 1 : Math.max(4, availableParallelism() + 2);
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

function findTestFiles(suite: string, root: string): readonly string[] {
  const extension = import.meta.url.endsWith(".ts") ? ".test.ts" : ".test.js";
  const folder = SLOW_SUITES.includes(suite) ? join(root, suite) : root;
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
// What a process that was cut off had started may hold this one.
setTimeout(() => process.exit(), LEAVE_MS).unref();
