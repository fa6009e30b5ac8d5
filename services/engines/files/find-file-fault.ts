import type { ExportItem } from "#services/core/dialect";
import { LockstepError } from "#services/core/errors";
import { type CompiledPack, compilePack } from "./compile-pack.js";
import { allPacks, type FilePacks } from "./file-packs.js";
import { parseFile } from "./parse-file.js";

/** Makes a look at files that were read: what keeps one from being understood, as a check would find it; `undefined` for none. */
export function findFileFault(packs: FilePacks): (item: ExportItem) => LockstepError | undefined {
  const compiled: ReadonlyMap<string, CompiledPack> = new Map(
    allPacks(packs).map((pack) => [pack.pack, compilePack(pack)]),
  );
  return (item) => {
    try {
      parseFile(item, compiled);
      return undefined;
    } catch (error) {
      if (error instanceof LockstepError) return error;
      throw error;
    }
  };
}
