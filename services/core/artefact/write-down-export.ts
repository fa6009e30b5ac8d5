import type { ArtefactFile } from "#schemas/artefact";
import type { ArtefactEntry, NodeFacts } from "#schemas/snapshot";
import type { Dialect, ExportItem } from "../dialect.js";
import type { NormaliseOptions } from "../normalisation/walk.js";
import { type NormalisedArtefact, normaliseExport } from "../normalise.js";
import { entryOf } from "./entry-of.js";
import { renderArtefact } from "./render-artefact.js";

/** One artefact as it goes to Git: its line of the manifest, its files, and what stays beside them. */
export interface WrittenArtefact {
  readonly entry: ArtefactEntry;
  readonly files: readonly ArtefactFile[];
  readonly provenance: Readonly<Record<string, string>>;
}

/** Everything that one export item says, in the form in which it is kept. Plain data: it may cross to another thread. */
export interface WrittenExport {
  readonly artefacts: readonly WrittenArtefact[];
  readonly facts: NodeFacts;
}

/**
 * Turns one export item into what Git keeps of it.
 *
 * @throws LockstepError `export-malformed`, `export-unsupported`
 */
export function writeDownExport(item: ExportItem, options: NormaliseOptions): WrittenExport {
  const { artefacts, facts } = normaliseExport(item, options);
  return { artefacts: artefacts.map((normalised) => writeDown(normalised, options.dialect)), facts };
}

function writeDown({ artefact, notices, provenance }: NormalisedArtefact, dialect: Dialect): WrittenArtefact {
  const files = renderArtefact(artefact);
  return { entry: entryOf(artefact, files, notices, dialect), files, provenance };
}
