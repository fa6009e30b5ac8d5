import type { Notice } from "#schemas/artefact";
import type { RawArtefact, RawNode } from "#services/core/dialect";
import { contentDigest } from "./content-digest.js";
import { embeddedLibraries } from "./read-channels.js";

/**
 * Keeps the first of several copies of a library or template that channels carry, and tells of each channel whose copy says
 * something else: whoever imports that channel may overwrite the library. What stands in the export itself is always kept,
 * also twice: which of the two would count is not for us to choose.
 */
export function mergeCopies(artefacts: readonly RawArtefact[]): RawArtefact[] {
  const carried = new Set(artefacts.flatMap(carriedBy));
  const kept = new Map<string, RawArtefact>();
  for (const artefact of artefacts) if (!carried.has(artefact.root)) kept.set(identity(artefact), artefact);
  const merged = artefacts.filter((artefact) => {
    if (!carried.has(artefact.root)) return true;
    const id = identity(artefact);
    if (kept.has(id)) return false;
    kept.set(id, artefact);
    return true;
  });
  return merged.map((artefact) => (artefact.kind === "channel" ? withNotices(artefact, kept) : artefact));
}

/** The libraries and templates in a channel, so that the same one may come with several. */
function carriedBy({ kind, root }: RawArtefact): readonly RawNode[] {
  return kind === "channel" ? embeddedLibraries(root).map((copy) => copy.root) : [];
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
