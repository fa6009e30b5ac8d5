import type { ArtefactPattern } from "#schemas/policy";
import { matchesGlob } from "../text/match-glob.js";

/** What a pattern is held against. */
export interface ArtefactIdentity {
  readonly kind: string;
  readonly key: string;
  readonly name: string;
}

/** Tells whether an artefact of an engine fits a pattern: every part that is given must match. */
export function matchesArtefact(pattern: ArtefactPattern, engineId: string, artefact: ArtefactIdentity): boolean {
  return (
    fits(pattern.engine, engineId) &&
    fits(pattern.kind, artefact.kind) &&
    fits(pattern.name, artefact.name) &&
    fits(pattern.key, artefact.key)
  );
}

function fits(glob: string | undefined, text: string): boolean {
  return glob === undefined || matchesGlob(glob, text);
}
