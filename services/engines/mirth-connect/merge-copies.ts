import type { Notice } from "#schemas/artefact";
import type { RawArtefact } from "#services/core/dialect";
import { contentDigest } from "./content-digest.js";
import { embeddedLibraries } from "./read-channels.js";

/** Kinds that channels carry along, so that the same one may come several times. */
const CARRIED = new Set(["code-template-library", "code-template"]);

/**
 * Keeps the first of several copies of a library or template, and tells of each channel whose copy says something else:
 * whoever imports that channel may overwrite the library.
 */
export function mergeCopies(artefacts: readonly RawArtefact[]): RawArtefact[] {
  const kept = new Map<string, RawArtefact>();
  const merged = artefacts.filter((artefact) => {
    if (!CARRIED.has(artefact.kind)) return true;
    const id = identity(artefact);
    if (kept.has(id)) return false;
    kept.set(id, artefact);
    return true;
  });
  return merged.map((artefact) => (artefact.kind === "channel" ? withNotices(artefact, kept) : artefact));
}

function withNotices(channel: RawArtefact, kept: ReadonlyMap<string, RawArtefact>): RawArtefact {
  const notices = embeddedLibraries(channel.root).flatMap((copy): Notice[] => {
    const original = kept.get(identity(copy));
    if (original === undefined || contentDigest(original) === contentDigest(copy)) return [];
    const what = copy.kind === "code-template" ? "code template" : "code template library";
    return [
      {
        code: "embedded-library-differs",
        path: "/exportData/codeTemplateLibraries",
        message: `the copy of ${what} ${JSON.stringify(copy.key)} that this channel carries differs from the other copies in this export`,
      },
    ];
  });
  return notices.length === 0 ? channel : { ...channel, notices };
}

function identity({ kind, key }: RawArtefact): string {
  return `${kind}\0${key}`;
}
