import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findExampleFolder } from "./find-example-folder.js";

/** A program that prints its configuration. */
export interface CommandEngine {
  /** The program and its arguments. */
  readonly argv: readonly string[];
  /** What it prints. */
  readonly file: string;
  stop(): Promise<void>;
}

/** Sets up `pager-a` or `pager-b`: both print the same. It runs under the Node that runs this, so that it does anywhere. */
export async function startPager(id: string): Promise<CommandEngine> {
  const source = join(findExampleFolder(), "engines/pager");
  const folder = mkdtempSync(join(tmpdir(), `lockstep-${id}-`));
  const file = join(folder, "gateway.json");
  copyFileSync(join(source, "gateway.json"), file);
  return {
    argv: [process.execPath, join(source, "print-config.mjs"), file],
    file,
    stop: async () => rmSync(folder, { recursive: true, force: true }),
  };
}
