import { access, constants, statfs } from "node:fs/promises";
import type { Diagnosis } from "#services/ports/connector";

const LITTLE_ROOM_BYTES = 1024 ** 3;

/** Looks at the folders of an estate: they can be written, and there is room. */
export async function diagnoseFolders(folders: {
  readonly folder: string;
  readonly dataFolder: string;
  readonly storeDir: string;
}): Promise<readonly Diagnosis[]> {
  return [
    await diagnoseAccess("estate folder", folders.folder),
    await diagnoseAccess("store", folders.storeDir),
    await diagnoseRoom(folders.dataFolder),
  ];
}

async function diagnoseAccess(check: string, folder: string): Promise<Diagnosis> {
  try {
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    return { check, state: "ok", message: `${folder} can be read and written` };
  } catch {
    const remedy = "Give the account that runs Lockstep the right to read and write it.";
    return { check, state: "failed", message: `${folder} cannot be read and written`, remedy };
  }
}

async function diagnoseRoom(folder: string): Promise<Diagnosis> {
  const check = "disk";
  const remedy = "Make room: a snapshot that finds none is not stored.";
  try {
    const { bavail, bsize } = await statfs(folder);
    const message = `${Math.floor((bavail * bsize) / 1_000_000)} MB are free at ${folder}`;
    return bavail * bsize < LITTLE_ROOM_BYTES
      ? { check, state: "warning", message, remedy }
      : { check, state: "ok", message };
  } catch {
    return { check, state: "warning", message: `the room at ${folder} cannot be asked for`, remedy };
  }
}
