import type { ExportItem, ParsedExport, RawArtefact } from "#services/core/dialect";
import { isCpf } from "#services/formats/cpf/parse-cpf";
import { isUdlClass, parseUdlClass } from "#services/formats/udl/parse-udl-class";
import { tidyText } from "#services/formats/udl/tidy-text";
import { parseXml } from "#services/formats/xml/parse-xml";
import { classArtefacts } from "./class-artefacts.js";
import { cpfSections } from "./cpf-sections.js";
import { exportFile } from "./export-file.js";
import { keyIn, malformed, type Place, splitOrigin, unsupported } from "./place.js";
import { branchNode, leafNode } from "./raw-nodes.js";
import { routineOf } from "./routine.js";

const ROUTINE = /\.(?:mac|int|inc|bas|mvb|mvi)$/i;

const XML_DOCUMENT = /\.(?:LUT|ESD|HL7|X12|AST|PTD|DFI)$/i;

/** Reads a document that the engine gave by its name. */
export function parseDocument({ bytes, origin }: ExportItem): ParsedExport {
  const { namespace, document } = splitOrigin(origin);
  const place: Place = { namespace, origin };
  const text = decode(bytes, origin);
  if (/\.cls$/i.test(document)) return classArtefacts(parseUdlClass(text, origin), place, {});
  if (ROUTINE.test(document)) return only(routineOf(text, document, place));
  if (isXml(text)) return exportFile(parseXml(text, origin), place, document);
  // A settings document is never empty: at least its outermost element stands there.
  if (XML_DOCUMENT.test(document)) throw malformed(origin, 1, "it is not XML");
  return only({
    kind: "other",
    key: keyIn(place, document),
    name: document,
    root: branchNode("Document", [leafNode("Content", tidyText(text))]),
  });
}

/** Reads a file by what it holds: a class, a routine, an XML document, a configuration parameter file. */
export function parseFile({ bytes, origin }: ExportItem): ParsedExport {
  const text = decode(bytes, origin);
  const place: Place = { origin };
  if (isXml(text)) return exportFile(parseXml(text, origin), place);
  if (isUdlClass(text)) return classArtefacts(parseUdlClass(text, origin), place, {});
  if (/^\s*ROUTINE\s/i.test(text) || ROUTINE.test(origin)) return only(routineOf(text, baseName(origin), place));
  if (isCpf(text)) return { artefacts: cpfSections(text, place), facts: {} };
  throw unsupported(origin, "it is no class, routine, XML export or configuration parameter file of InterSystems");
}

function decode(bytes: Uint8Array, origin: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw malformed(origin, 1, "it is not UTF-8");
  }
}

function isXml(text: string): boolean {
  return /^\s*</.test(text);
}

function baseName(origin: string): string {
  return origin.slice(Math.max(origin.lastIndexOf("/"), origin.lastIndexOf("\\")) + 1);
}

function only(artefact: RawArtefact): ParsedExport {
  return { artefacts: [artefact], facts: {} };
}
