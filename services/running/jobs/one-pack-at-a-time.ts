import { mkdir } from "node:fs/promises";
import { packFolderOf } from "#services/compose/evidence/keeping-packs";
import type { Settings } from "#services/config";
import { LockstepError } from "#services/core/errors";
import { type FolderHold, holdFolder } from "#services/queues/hold-folder";

const NAMES = { what: "The making of evidence", remedy: "Wait until the other service has made its evidence pack." };

/**
 * Lets one evidence pack of an estate be made at a time, whichever processes and machines share its data folder. Who comes meanwhile goes without: a place at work
 * is worth more than a turn, and whoever is done asks for the next one. Held by the process and not by the thread that works, so that a thread which is ended holds nothing.
 */
export function onePackAtATime(settings: Pick<Settings, "dataFolder">): (work: () => Promise<void>) => Promise<void> {
  let isBusy = false;
  return async (work) => {
    if (isBusy) return;
    isBusy = true;
    try {
      const hold = await findHold(packFolderOf(settings));
      if (hold === undefined) return;
      try {
        await work();
      } finally {
        await hold.release();
      }
    } finally {
      isBusy = false;
    }
  };
}

async function findHold(folder: string): Promise<FolderHold | undefined> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  try {
    return await holdFolder(folder, NAMES);
  } catch (error) {
    if (error instanceof LockstepError && error.code === "queue-unavailable") return undefined;
    throw error;
  }
}
