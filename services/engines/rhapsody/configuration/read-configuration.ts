import type { Notice } from "#schemas/artefact";
import type { ParsedExport, RawArtefact, RawNode } from "#services/core/dialect";
import { LockstepError } from "#services/core/errors";
import { digestOf } from "#services/core/text/digest";
import { parseXml } from "#services/formats/xml/parse-xml";
import { readZip, type ZipEntry } from "#services/formats/zip/read-zip";
import { attributeOf, branchNode, leafNode } from "../raw-tree.js";
import { groupFiles } from "./attached-files.js";
import { type ConfigurationObjects, findObjects } from "./find-objects.js";
import { indexPaths, type PathIndex, pathSegment } from "./index-paths.js";
import { objectArtefact } from "./object-artefact.js";
import { readTemplates } from "./read-templates.js";
import { rewriteChildren } from "./rewrite-element.js";

/** The file that tells everything but what belongs to single objects. */
const DOCUMENT = "configuration.xml";

/** A configuration, taken apart. */
export interface OpenedConfiguration {
  readonly root: RawNode;
  readonly objects: ConfigurationObjects;
  readonly files: readonly ZipEntry[];
}

/** Opens the archive of `GET /admin/config` or `GET /admin/templates`. @throws LockstepError */
export function openConfiguration(bytes: Uint8Array, origin: string): OpenedConfiguration {
  const entries = readZip(bytes, origin);
  const document = entries.find(({ name }) => name === DOCUMENT);
  if (document === undefined) throw unsupported(origin, `it holds no ${DOCUMENT}`);
  return openDocument(document.bytes, origin, entries);
}

/** Opens a `configuration.xml` that stands alone, without the files of its objects. */
export function openDocument(xml: Uint8Array, origin: string, entries: readonly ZipEntry[] = []): OpenedConfiguration {
  const root = parseXml(xml, `${origin} (${DOCUMENT})`);
  if (root.name !== "configuration") throw unsupported(origin, `its root is not <configuration>`);
  return { root, objects: findObjects(root), files: entries.filter(({ name }) => name !== DOCUMENT) };
}

function unsupported(origin: string, reason: string): LockstepError {
  return new LockstepError("export-unsupported", `${origin} cannot be read: ${reason}.`);
}

/** Everything a configuration says, an artefact an object, in whichever of its two layouts. */
export function readConfiguration({ root, objects, files }: OpenedConfiguration): ParsedExport {
  const paths = indexPaths(objects);
  const { byOwner, others } = groupFiles(files);
  const owned = new Set(objects.objects.map(({ id }) => id));
  const artefacts = objects.objects.map((object) =>
    objectArtefact(object, paths.get(object.id) ?? pathSegment(object.name), {
      paths,
      files: byOwner.get(object.id) ?? [],
    }),
  );
  const strays = [...byOwner].flatMap(([owner, its]) =>
    owned.has(owner) ? [] : its.map(({ name, bytes }) => ({ name: `(${owner})/${name}`, bytes })),
  );
  const about = branchNode("about", [
    leafNode("rootFolder", objects.rootName ?? ""),
    leafNode("layout", attributeOf(root, "version") ?? ""),
  ]);
  return {
    artefacts: [
      ...(isTemplates(root)
        ? []
        : [{ kind: "configuration", key: "configuration", name: "Configuration", root: about }]),
      ...artefacts,
      ...objects.others.flatMap((element) =>
        element.name === "templates" ? readTemplates(element, byOwner) : [unknownSection(element, paths)],
      ),
      ...(isTemplates(root) ? [] : [...others, ...strays].map(strayFile)),
    ],
    facts: {},
  };
}

/** The archive of templates holds nothing else. */
function isTemplates(root: RawNode): boolean {
  return root.children.length > 0 && root.children.every(({ name }) => name === "templates");
}

/** What no known engine writes is kept whole: a change in it is seen. */
function unknownSection(element: RawNode, paths: PathIndex): RawArtefact {
  const notices: Notice[] = [];
  const children = rewriteChildren(element, [], { paths, identities: new Map(), notices });
  return { kind: "other", key: element.name, name: element.name, root: { ...element, children }, notices };
}

function strayFile({ name, bytes }: ZipEntry): RawArtefact {
  const root = branchNode("file", [leafNode("digest", digestOf(bytes)), leafNode("bytes", String(bytes.byteLength))]);
  return { kind: "other", key: name, name, root };
}
