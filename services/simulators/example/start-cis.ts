import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findExampleFolder } from "./find-example-folder.js";

/** An engine whose configuration is a folder of files. */
export interface FileEngine {
  readonly folder: string;
  stop(): Promise<void>;
}

/** Makes the folder of `cis-a` or `cis-b`, a Cloverleaf site: both hold the same. */
export async function startCis(id: string): Promise<FileEngine> {
  const folder = mkdtempSync(join(tmpdir(), `lockstep-${id}-`));
  cpSync(join(findExampleFolder(), "engines/cis"), folder, { recursive: true });
  return { folder, stop: async () => rmSync(folder, { recursive: true, force: true }) };
}
