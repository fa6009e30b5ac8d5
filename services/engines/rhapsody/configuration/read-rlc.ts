import type { ParsedExport, RawArtefact, RawNode } from "#services/core/dialect";
import type { ZipEntry } from "#services/formats/zip/read-zip";
import { attributeOf, branchNode, childrenNamed, leafNode, textOf } from "../raw-tree.js";
import type { AttachedFile } from "./attached-files.js";
import type { ConfigurationObject } from "./find-objects.js";
import { type PathIndex, pathSegment } from "./index-paths.js";
import { objectArtefact } from "./object-artefact.js";
import { rewriteChildren } from "./rewrite-element.js";
import { bareId, rlcElement, rlcName } from "./rlc-element.js";

/** Sections of a locker file that are taken apart, with the element that each object gets. */
const SECTIONS = [
  { section: "CommPoints", item: "CommPoint", kind: "communication-point", element: "communicationPoint" },
  { section: "Routes", item: "Route", kind: "route", element: "route" },
] as const;

/**
 * Reads a locker file (RLC, version 9, as the IDE of 2010 to 2012 writes it). The document's name in the archive is made up anew
 * at each save; dates of files and whether a component was running at that moment are no configuration.
 */
export function readRlc(engine: RawNode, entries: readonly ZipEntry[]): ParsedExport {
  const objects = SECTIONS.flatMap(({ section, item, kind, element }) =>
    childrenNamed(engine, section).flatMap((list) =>
      childrenNamed(list, item).map((node): ConfigurationObject => toObject(node, kind, element)),
    ),
  );
  const pathOf = (object: ConfigurationObject): string => [...folderOf(object), pathSegment(object.name)].join("/");
  const paths: PathIndex = new Map(objects.map((object) => [object.id, pathOf(object)]));
  const files = filesByOwner(entries);
  const rest = engine.children.filter(({ name }) => !SECTIONS.some(({ section }) => section === name));
  return {
    artefacts: [
      ...objects.map((object) => objectArtefact(object, pathOf(object), { paths, files: files.get(object.id) ?? [] })),
      ...rest.map((element) => restArtefact(element, paths)),
    ],
    facts: {},
  };
}

function toObject(node: RawNode, kind: ConfigurationObject["kind"], element: string): ConfigurationObject {
  const id = bareId(textOf(node, "ID") ?? "");
  const name = rlcName(node) ?? (id || node.name);
  return { kind, name, id: id || name, parent: textOf(node, "Folder"), element: rlcElement(node, element) };
}

/** Folders stand as one text, with either stroke between them. */
function folderOf({ parent }: ConfigurationObject): readonly string[] {
  return (parent ?? "")
    .split(/[\\/]/)
    .filter((part) => part !== "")
    .map(pathSegment);
}

function filesByOwner(entries: readonly ZipEntry[]): ReadonlyMap<string, readonly AttachedFile[]> {
  const files = new Map<string, AttachedFile[]>();
  for (const { name, bytes } of entries) {
    const [owner = "", ...rest] = name.split("/");
    if (rest.length > 0)
      files.set(bareId(owner), [...(files.get(bareId(owner)) ?? []), { name: rest.join("/"), bytes }]);
  }
  return files;
}

function restArtefact(element: RawNode, paths: PathIndex): RawArtefact {
  const notices: NonNullable<RawArtefact["notices"]>[number][] = [];
  const root = rlcElement(element, element.name);
  const isDelivery = /delivery/i.test(element.name);
  const children = rewriteChildren(root, [], { paths, identities: new Map(), notices });
  const text = children.length === 0 ? [leafNode("text", element.text)] : children;
  return {
    kind: isDelivery ? "alert-settings" : "other",
    key: element.name,
    name: element.name,
    root: branchNode(attributeOf(root, "name") ?? element.name, text),
    notices,
  };
}
