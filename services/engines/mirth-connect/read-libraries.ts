import type { RawArtefact, RawNode } from "#services/core/dialect";
import { hasArtefactOfItsOwn } from "./has-artefact-of-its-own.js";
import { rawArtefact } from "./raw-artefact.js";
import { elementsNamed, onlyChildOf } from "./raw-nodes.js";

/**
 * Reads code template libraries; each template that is given in full is an artefact of its own, the library keeps its id.
 * Without `includeCodeTemplates` only ids and revisions are told.
 */
export function readLibraries(root: RawNode): RawArtefact[] {
  return elementsNamed(root, "codeTemplateLibrary").flatMap((library) => {
    const templates = onlyChildOf(library, "codeTemplates");
    return [
      rawArtefact("code-template-library", library),
      ...(templates === undefined ? [] : readCodeTemplates(templates).filter(({ root }) => hasArtefactOfItsOwn(root))),
    ];
  });
}

/** Reads code templates. */
export function readCodeTemplates(root: RawNode): RawArtefact[] {
  return elementsNamed(root, "codeTemplate").map((template) => rawArtefact("code-template", template));
}
