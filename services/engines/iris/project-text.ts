import type { ParsedExport, RawNode } from "#services/core/dialect";
import { parseFragment } from "./definition-tree.js";
import { malformed, type Place } from "./place.js";
import { productionArtefacts } from "./production-artefacts.js";
import { attributeOf, childOf, textOf } from "./raw-nodes.js";

const NOTHING: ParsedExport = { artefacts: [], facts: {} };

/**
 * Reads a production text document (PTD): the settings of a production, or of one item. The notes beside it tell who made
 * the export, where and when, which is left out; and of which production the items are.
 */
export function projectText(node: RawNode, place: Place, production: string | undefined): ParsedExport {
  const document = childOf(node, "ProjectTextDocument") ?? node;
  const name = (attributeOf(document, "name") ?? attributeOf(node, "name") ?? "").replace(/\.PTD$/i, "");
  if (isExportNotes(name)) return NOTHING;
  const { children } = parseFragment(document.text, place.origin);
  const [only, ...others] = children;
  if (only === undefined || others.length > 0)
    throw malformed(place.origin, 1, "a production document holds no settings");
  if (only.name === "Production") return productionArtefacts(only, attributeOf(only, "Name") ?? name, place, {});
  const owner = /\bin Production (\S+)$/i.exec(attributeOf(document, "description") ?? "")?.[1] ?? production;
  if (only.name !== "Item" || owner === undefined) {
    throw malformed(place.origin, 1, "a production document does not say whose settings it holds");
  }
  const { artefacts, facts } = productionArtefacts(
    { ...only, name: "Production", attributes: [], children: [only] },
    owner,
    place,
    {},
  );
  return { artefacts: artefacts.filter(({ kind }) => kind === "production-item"), facts };
}

/** The production that the notes of an export name. */
export function notedProduction(documents: readonly RawNode[], origin: string): string | undefined {
  for (const node of documents) {
    const document = childOf(node, "ProjectTextDocument");
    if (document === undefined || !isExportNotes(attributeOf(document, "name") ?? "")) continue;
    const [notes] = parseFragment(document.text, origin).children;
    const creation = notes === undefined ? undefined : childOf(notes, "Creation");
    const production = creation === undefined ? "" : textOf(creation, "SourceProduction").trim();
    if (production !== "") return production;
  }
  return undefined;
}

/** Older ones bear no name of their own. */
export function isExportNotes(name: string): boolean {
  return /^EnsExportNotes(?:\.|$)/.test(name);
}
