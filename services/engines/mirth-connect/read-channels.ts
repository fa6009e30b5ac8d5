import type { ExportScope, RawArtefact, RawNode } from "#services/core/dialect";
import { rawArtefact } from "./raw-artefact.js";
import { elementsNamed, onlyChildOf } from "./raw-nodes.js";
import { readLibraries } from "./read-libraries.js";

/** Reads channels; in a file, the libraries that a channel carries along are artefacts of their own. */
export function readChannels(root: RawNode, scope: ExportScope): RawArtefact[] {
  const channels = elementsNamed(root, "channel");
  const artefacts = channels.map((channel) => rawArtefact("channel", channel));
  return scope === "server" ? artefacts : [...artefacts, ...channels.flatMap(embeddedLibraries)];
}

/** The libraries, with their templates, that a channel carries along. */
export function embeddedLibraries(channel: RawNode): RawArtefact[] {
  // Exports of 3.3 and 3.4 carry the libraries in the channel itself, later ones in its exportData.
  const places = [channel, onlyChildOf(channel, "exportData")];
  return places.flatMap((place) => {
    const libraries = onlyChildOf(place, "codeTemplateLibraries");
    return libraries === undefined ? [] : readLibraries(libraries);
  });
}
