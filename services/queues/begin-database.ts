import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Logger } from "#services/ports/logger";

const BEGUN = "begun-";
const MAX_MS = 120_000;
const run = promisify(execFile);

/**
 * Makes the database of a queue in a process of its own, where there is none. Making one takes some 500 MB that a process never
 * gives back, and with them each start of git takes five times as long: the service would pay for its first minute ever after.
 *
 * Where that does not work nothing is lost: whoever opens the place makes the database itself.
 */
export async function beginDatabase(folder: string, place: string, logger: Logger | undefined): Promise<void> {
  if (existsSync(place)) return;
  for (const name of await readdir(folder)) {
    if (name.startsWith(BEGUN)) await rm(join(folder, name), { recursive: true, force: true });
  }
  // Whole or not at all: what was cut off in the middle must not be taken for a database.
  const begun = await mkdtemp(join(folder, BEGUN));
  try {
    const self = fileURLToPath(import.meta.url);
    const program = self.replace(/begin-database(?=\.[jt]s$)/, "begin-database-process");
    await run(process.execPath, [...argumentsOfNode(self), program, begun], { timeout: MAX_MS });
    await rename(begun, place);
  } catch (error) {
    await rm(begun, { recursive: true, force: true });
    logger?.warn("the queue's database could not be made in a process of its own", { error });
  }
}

/** From source, Node is told how to read it; what else this process was started with (a profile, a debugger) is its own. */
function argumentsOfNode(self: string): readonly string[] {
  return extname(self) === ".ts" ? process.execArgv : [];
}
