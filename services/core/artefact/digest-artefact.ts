import { createHash } from "node:crypto";
import type { ArtefactFile } from "#schemas/artefact";

/** The digest of an artefact: over its files in order of path, each with path and length, so that no two layouts collide. */
export function digestArtefact(files: readonly ArtefactFile[]): string {
  const hash = createHash("sha256");
  for (const file of files) hash.update(`${file.path}\0${file.bytes.length}\0`).update(file.bytes);
  return `sha256:${hash.digest("hex")}`;
}
