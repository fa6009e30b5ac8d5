import type { RawArtefact, RawNode } from "#services/core/dialect";
import { attributeOf } from "../raw-tree.js";
import type { AttachedFile } from "./attached-files.js";
import { pathSegment } from "./index-paths.js";
import { objectArtefact } from "./object-artefact.js";

/** Reads the templates of routes, communication points and filters (6.4 and later): the same elements, in no locker. */
export function readTemplates(
  templates: RawNode,
  byOwner: ReadonlyMap<string, readonly AttachedFile[]>,
): readonly RawArtefact[] {
  return templates.children.flatMap((section) =>
    section.children.map((element) => {
      const id = (attributeOf(element, "uuid") ?? attributeOf(element, "name") ?? "").toLowerCase();
      const name = attributeOf(element, "name") ?? element.name;
      const path = `${section.name}/${pathSegment(name)}`;
      const object = { kind: "template" as const, element, name, id, parent: undefined };
      return objectArtefact(object, path, { paths: new Map(), files: byOwner.get(id) ?? [] });
    }),
  );
}
