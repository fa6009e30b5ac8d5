import { readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";

/** What measures how long work takes, replaces a part of its own process, or takes the folder of temporary files elsewhere, has one to itself. */
const ALONE =
  /#test\/fakes\/(growth-of|masking-cost)|performance\.now|mock\.method\(process|process\.env\["TMPDIR"\] = /;

/** One process of a run: the path to give to node, and the test files that run there by the names that they report under. */
export interface Batch {
  readonly path: string;
  readonly names: readonly string[];
}

interface Writing {
  readonly root: string;
  readonly folder: string;
  /** For each file. */
  readonly timeoutMs: number;
}

/**
 * Writes to `folder` the entries that run many test files in few processes. Each file is a suite that bears its name below `root`, so
 * that a failure, also one of loading, says where it happened, and so that one file's waiting for ever ends that file alone. At most `size` files share a process: starting Node and loading what is tested costs more than most files' tests.
 */
export function writeBatches(files: readonly string[], size: number, writing: Writing): readonly Batch[] {
  const { root, folder } = writing;
  const alone = files.filter((file) => ALONE.test(readFileSync(file, "utf8")));
  const shared = files.filter((file) => !alone.includes(file));
  return [...inBatches(shared, size), ...alone.map((file) => [file])].map((batch, index) => {
    const path = join(folder, `batch-${index}.mjs`);
    writeFileSync(
      path,
      ['import { before, describe } from "node:test";', TOLD, ...batch.map((file) => asSuite(file, writing)), ""].join(
        "\n",
      ),
    );
    return { path, names: batch.map((file) => relative(root, file)) };
  });
}

/** Neighbours share a process, since they load the same code. */
function inBatches(files: readonly string[], size: number): readonly (readonly string[])[] {
  const count = Math.ceil(files.length / size);
  return Array.from({ length: count }, (_, batch) => files.slice(batch * size, (batch + 1) * size));
}

function asSuite(file: string, { root, timeoutMs }: Writing): string {
  return `describe(${JSON.stringify(relative(root, file))}, { timeout: ${timeoutMs} }, async () => { before(told); await import(${JSON.stringify(pathToFileURL(file).href)}); });`;
}

/** What ended and what begins is told before a test may compute for ever. */
const TOLD = "const told = () => new Promise((resolve) => setImmediate(resolve));";
