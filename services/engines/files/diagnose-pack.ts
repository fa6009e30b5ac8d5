import type { FileSource } from "#schemas/file-source";
import type { Diagnosis } from "#services/ports/connector";
import { type FilePacks, findPack } from "./file-packs.js";
import type { FileLook } from "./look-at-files.js";
import { findIdle } from "./pack-use.js";

/** So many are told. */
const TOLD = 10;

/** What of a site's own pack says nothing about the files that were read; a preset speaks of more than any one site has. */
export function diagnosePack(
  { pack }: Pick<FileSource, "pack">,
  look: FileLook,
  paths: readonly string[],
  packs: FilePacks,
): readonly Diagnosis[] {
  const own = pack === undefined ? undefined : findPack({ pack }, packs);
  const use = own === undefined ? undefined : look.useOf(own);
  if (own === undefined || use === undefined || paths.length === 0) return [];
  return findIdle(own, use, paths)
    .slice(0, TOLD)
    .map((clause) => ({
      check: "rule pack",
      state: "warning",
      message: `${pack}: ${clause}.`,
      remedy: "Hold its spelling against the files; what is for files that are not here may stay.",
    }));
}
