import type { RawArtefact, RawNode } from "#services/core/dialect";
import { rawArtefact } from "./raw-artefact.js";
import { childOf, elementsNamed } from "./raw-nodes.js";

/** Reads code template libraries; each template that is given in full is an artefact of its own, the library keeps its id. */
export function readLibraries(root: RawNode): RawArtefact[] {
  return elementsNamed(root, "codeTemplateLibrary").flatMap((library) => {
    const templates = childOf(library, "codeTemplates");
    return [
      rawArtefact("code-template-library", library),
      ...(templates === undefined ? [] : readCodeTemplates(templates).filter(({ root }) => !isStub(root))),
    ];
  });
}

/** Reads code templates. */
export function readCodeTemplates(root: RawNode): RawArtefact[] {
  return elementsNamed(root, "codeTemplate").map((template) => rawArtefact("code-template", template));
}

/** Without `includeCodeTemplates` only ids and revisions are told. */
function isStub(template: RawNode): boolean {
  return childOf(template, "name") === undefined;
}
