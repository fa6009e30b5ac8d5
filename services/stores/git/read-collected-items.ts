import type { CollectedItem } from "#services/core/collection/look-parts";
import { LockstepError } from "#services/core/errors";
import { readSnapshot } from "./read-snapshot.js";

/** Reads the export items of a snapshot that held artefacts, as they are handed in. @throws LockstepError `store-unsound` */
export async function readCollectedItems(gitDir: string, commit: string): Promise<readonly CollectedItem[]> {
  const { itemsText } = await readSnapshot(gitDir, commit);
  const lines = itemsText.split("\n").filter((line) => line !== "");
  return lines.map(parseLine).filter(({ entries }) => entries.length > 0);
}

function parseLine(line: string): CollectedItem {
  try {
    return JSON.parse(line) as CollectedItem;
  } catch {
    throw new LockstepError("store-unsound", "the provenance of a snapshot is not JSON");
  }
}
