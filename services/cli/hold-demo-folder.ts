import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { LockstepError } from "#services/core/errors";

/** Holds a demo's folder for this process, and gives what lets go of it; what a killed one left is taken over. */
export async function holdDemoFolder(folder: string): Promise<() => Promise<void>> {
  const file = join(folder, "demo.pid");
  const holder = Number(await readFile(file, "utf8").catch(() => ""));
  if (holder > 0 && holder !== process.pid && isRunning(holder)) {
    throw new LockstepError(
      "usage",
      `A demo runs in ${folder} (process ${holder}): end it with Ctrl-C there, or give another --folder.`,
    );
  }
  await mkdir(folder, { recursive: true });
  await writeFile(file, `${process.pid}\n`);
  return () => rm(file, { force: true });
}

/** Signal 0 asks and does nothing; a process of somebody else's refuses, and so is there. */
function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
