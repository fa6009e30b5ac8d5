import type { ArtefactFile } from "#schemas/artefact";
import type { ArtefactEntry } from "#schemas/snapshot";
import { type WrittenArtefact, writeDownExport } from "#services/core/artefact/write-down-export";
import type { Dialect, ExportItem } from "#services/core/dialect";
import { LockstepError } from "#services/core/errors";
import type { Mask } from "#services/core/mask";
import type { ExportSide } from "./compare-exports.js";

/**
 * Reads export files as production would be read, so that what comes of them has the digests that production will have;
 * what a file carries along beside that, such as the libraries in a channel's export, counts too, and is counted. Nothing is
 * stored.
 *
 * @throws LockstepError `export-malformed`, `export-unsupported`, `usage` where two files contradict each other
 */
export function readCandidateFiles(
  name: string,
  items: readonly ExportItem[],
  options: { readonly dialect: Dialect; readonly mask: Mask; readonly storeMessageTemplates: boolean },
): ExportSide & { readonly carried: number } {
  const byId = new Map<string, WrittenArtefact>();
  const carried = new Set<string>();
  for (const item of items) {
    const own = writeDownExport(item, { ...options, scope: "server" }).artefacts;
    for (const artefact of own) add(byId, artefact);
    const known = new Set(own.map(({ entry }) => idOf(entry)));
    const all = writeDownExport(item, { ...options, scope: "file" }).artefacts;
    const beside = all.filter(({ entry }) => !known.has(idOf(entry)));
    for (const { entry } of beside) carried.add(idOf(entry));
    for (const artefact of beside) add(byId, artefact);
  }
  const files = new Map([...byId.values()].map((written) => [written.entry.path, written.files]));
  return {
    selector: name,
    dialect: options.dialect.version,
    carried: carried.size,
    entries: [...byId.values()].map(({ entry }) => entry),
    load: async (paths) => new Map(paths.flatMap((path) => pair(path, files.get(path)))),
  };
}

/** The same in two files is one; what two files say differently nobody can preview. */
function add(byId: Map<string, WrittenArtefact>, artefact: WrittenArtefact): void {
  const { kind, name, digest } = artefact.entry;
  const there = byId.get(idOf(artefact.entry));
  if (there !== undefined && there.entry.digest !== digest) {
    throw new LockstepError(
      "usage",
      `The candidate holds two different versions of ${kind} ${JSON.stringify(name)}: give the one that is meant.`,
    );
  }
  byId.set(idOf(artefact.entry), artefact);
}

function idOf({ kind, key }: ArtefactEntry): string {
  return `${kind}\0${key}`;
}

function pair(path: string, files: readonly ArtefactFile[] | undefined): [string, readonly ArtefactFile[]][] {
  return files === undefined ? [] : [[path, files]];
}
