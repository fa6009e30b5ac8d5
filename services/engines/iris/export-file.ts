import { mergeAllFacts } from "#services/core/artefact/merge-facts";
import type { ParsedExport, RawArtefact, RawNode } from "#services/core/dialect";
import { parseClassXml } from "#services/formats/udl/parse-class-xml";
import { classArtefacts } from "./class-artefacts.js";
import { withoutLayout } from "./definition-tree.js";
import { lookupTables } from "./lookup-tables.js";
import { messageSchema } from "./message-schema.js";
import { keyIn, type Place, unsupported } from "./place.js";
import { productionArtefacts } from "./production-artefacts.js";
import { isExportNotes, notedProduction, projectText } from "./project-text.js";
import { attributeOf } from "./raw-nodes.js";
import { routineOfXml } from "./routine.js";
import { securityRows } from "./security-export.js";
import { systemDefaultArtefact, systemDefaultsOf } from "./system-defaults.js";

/** How one part of an export is read, by its element. */
type PartReader = (node: RawNode, place: Place, documentName: string | undefined) => ParsedExport;

/** What may stand in an `<Export>`, and alone. */
const PARTS: Readonly<Record<string, PartReader>> = {
  Class: (node, place) => classArtefacts(parseClassXml(node), place, {}),
  Routine: (node, place) => artefacts(routineOfXml(node, place)),
  Global: (node, place) => artefacts(globalArtefact(node, place)),
  Production: (node, place) => productionArtefacts(node, productionName(node, place), place, {}),
  lookupTable: (node, place, name) => artefacts(...lookupTables(node, place, name?.replace(/\.LUT$/i, ""))),
  defaultSettings: (node, place) =>
    artefacts(...systemDefaultsOf(node).map((said) => systemDefaultArtefact(said, place))),
  Category: (node, place, name) => artefacts(messageSchema(node, name ?? documentNameOf(node, "HL7"), place)),
  // The project of a deployment package says when and from where it was made; its parts stand beside it.
  Project: () => NOTHING,
};

const NOTHING: ParsedExport = { artefacts: [], facts: {} };

/**
 * Reads an XML document of the engine by what it holds: an export with classes, routines and documents, a deployment
 * package, one document by itself, or an export of security settings.
 *
 * @param documentName of the one document it is, where the engine named it
 * @throws LockstepError `export-unsupported` for a document that the engine does not write
 */
export function exportFile(root: RawNode, place: Place, documentName?: string): ParsedExport {
  if (root.name === "Export") return joinParts(exportParts(root, place));
  const security = securityRows(root);
  if (security !== undefined) return artefacts(...security);
  if (root.name === "Document") return joinParts(documentParts(root, place, undefined));
  const read = Object.hasOwn(PARTS, root.name) ? PARTS[root.name] : undefined;
  if (read !== undefined) return read(root, place, documentName);
  if (documentName !== undefined) return artefacts(unknownDocument(root, documentName, place));
  throw unsupported(place.origin, "InterSystems writes no XML document of this kind");
}

function exportParts(root: RawNode, place: Place): ParsedExport[] {
  if (root.children.length === 0) throw unsupported(place.origin, "the export is empty");
  const documents = root.children.filter(({ name }) => name === "Document");
  const production = notedProduction(documents, place.origin);
  if (root.children.every(saysNothing))
    throw unsupported(place.origin, "the export holds nothing but its own description");
  return root.children.flatMap((node) => {
    if (node.name === "Document") return documentParts(node, place, production);
    const read = Object.hasOwn(PARTS, node.name) ? PARTS[node.name] : undefined;
    return read === undefined ? [artefacts(otherPart(node, place))] : [read(node, place, undefined)];
  });
}

/** A project lists what stands beside it; notes say who made the export. */
function saysNothing(node: RawNode): boolean {
  return node.name === "Project" || isExportNotes(attributeOf(node, "name") ?? "");
}

/** Opens a `<Document name="X.LUT">`. */
function documentParts(node: RawNode, place: Place, production: string | undefined): ParsedExport[] {
  const name = attributeOf(node, "name") ?? "";
  if (/\.PTD$/i.test(name)) return [projectText(node, place, production)];
  if (node.children.length === 0) return [artefacts(otherDocument(node, name, place))];
  return node.children.map((child) => {
    const read = Object.hasOwn(PARTS, child.name) ? PARTS[child.name] : undefined;
    return read === undefined ? artefacts(otherDocument(child, name, place)) : read(child, place, name);
  });
}

/** What a package restates (a production and its settings document) is one artefact. */
function joinParts(parts: readonly ParsedExport[]): ParsedExport {
  const byContent = new Map<string, RawArtefact>();
  for (const artefact of parts.flatMap((part) => part.artefacts)) byContent.set(JSON.stringify(artefact), artefact);
  return { artefacts: [...byContent.values()], facts: mergeAllFacts(parts.map(({ facts }) => facts)) };
}

function artefacts(...list: readonly RawArtefact[]): ParsedExport {
  return { artefacts: list, facts: {} };
}

/** A login page that stands in for a document must not pass for one. */
function unknownDocument(root: RawNode, name: string, place: Place): RawArtefact {
  if (/\.(?:LUT|ESD|HL7)$/i.test(name) || /^html$/i.test(root.name)) {
    throw unsupported(place.origin, "it is not the document that its name says");
  }
  return otherDocument(root, name, place);
}

function otherDocument(root: RawNode, name: string, place: Place): RawArtefact {
  return { kind: "other", key: keyIn(place, name), name, root: withoutLayout(root) };
}

function otherPart(root: RawNode, place: Place): RawArtefact {
  return otherDocument(root, `${root.name} ${attributeOf(root, "name") ?? ""}`.trim(), place);
}

/** Globals hold data; of their values nothing is kept but keyed digests. */
function globalArtefact(root: RawNode, place: Place): RawArtefact {
  const global = root.children.flatMap(({ children }) => children).find(({ name }) => name === "Sub")?.text ?? "Global";
  return { kind: "other", key: keyIn(place, global), name: global, root };
}

function productionName(node: RawNode, place: Place): string {
  const name = attributeOf(node, "Name") ?? attributeOf(node, "name");
  if (name === undefined) throw unsupported(place.origin, "the production has no name");
  return name;
}

function documentNameOf(node: RawNode, extension: string): string {
  return `${attributeOf(node, "name") ?? "Schema"}.${extension}`;
}
