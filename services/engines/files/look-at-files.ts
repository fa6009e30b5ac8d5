import type { RulePack } from "#schemas/rule-pack";
import type { ExportItem } from "#services/core/dialect";
import { LockstepError } from "#services/core/errors";
import { type CompiledPack, compilePack } from "./compile-pack.js";
import { allPacks, type FilePacks } from "./file-packs.js";
import { type PackUse, watchPack } from "./pack-use.js";
import { parseFile } from "./parse-file.js";

/** Looks at files that were read as a check would understand them. */
export interface FileLook {
  /** What keeps a file from being understood; `undefined` for none. */
  faultOf(item: ExportItem): LockstepError | undefined;
  /** What of a pack came to use so far. */
  useOf(pack: RulePack): PackUse | undefined;
}

export function lookAtFiles(packs: FilePacks): FileLook {
  const watched = new Map(allPacks(packs).map((pack) => [pack.pack, watchPack(compilePack(pack))]));
  const compiled: ReadonlyMap<string, CompiledPack> = new Map([...watched].map(([name, { pack }]) => [name, pack]));
  return {
    useOf: ({ pack }) => watched.get(pack)?.use,
    faultOf(item) {
      try {
        parseFile(item, compiled);
        return undefined;
      } catch (error) {
        if (error instanceof LockstepError) return error;
        throw error;
      }
    },
  };
}
