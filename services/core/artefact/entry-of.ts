import type { Artefact, ArtefactFile, Notice } from "#schemas/artefact";
import type { ArtefactEntry } from "#schemas/snapshot";
import type { Dialect } from "../dialect.js";
import { digestArtefact } from "./digest-artefact.js";
import { artefactFolder } from "./file-names.js";

/** Makes an artefact's line of the manifest: what is known of it without opening it. */
export function entryOf(
  artefact: Artefact,
  files: readonly ArtefactFile[],
  notices: readonly Notice[],
  dialect: Pick<Dialect, "folders" | "aliasOf">,
): ArtefactEntry {
  const { kind, key, name } = artefact;
  const alias = dialect.aliasOf?.(artefact);
  return {
    kind,
    key,
    name,
    ...(alias === undefined ? {} : { alias }),
    path: artefactFolder(dialect.folders[kind] ?? kind, name, key),
    digest: digestArtefact(files),
    ...(notices.length === 0 ? {} : { notices: [...notices] }),
  };
}
