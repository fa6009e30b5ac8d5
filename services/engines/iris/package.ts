import type { PackageRequest } from "#services/core/align/package-request";
import { type WholeItem, wholeItems } from "#services/core/align/whole-items";
import { artefactFolder } from "#services/core/artefact/file-names";
import type { ExportItem } from "#services/core/dialect";
import type { ByHand, Packaged, PackagePiece, PackageWriter } from "#services/ports/package-writer";
import { parseJsonObject, textIn } from "./json-answer.js";
import { splitOrigin } from "./place.js";

/** Packages for `$SYSTEM.OBJ.Load`: each file is one document as the instance gave it. */
export const irisPackageWriter: PackageWriter = {
  lists: [],
  before: () => [
    "Where a production runs, agree when it may be updated: a class that is compiled takes effect at once for new jobs",
    "On a member of a mirror nothing is loaded into a mirrored database: align the primary, and the mirror carries it",
  ],
  after: () => [
    "Compile what was loaded (the flag 'k' keeps the source): $SYSTEM.OBJ.Load(file,\"ck\") has done so where it said no error",
    "Update the production: Ens.Director, UpdateProduction, in each namespace; look at its items before you start what was stopped",
  ],
  package: packageDocuments,
  manual: ({ kind }, act) => {
    const where = PLACES[kind] ?? "the Management Portal";
    return { how: act === "put" ? where : `${where}: delete it`, rank: 60 };
  },
};

/** Where in the portal a kind is edited that comes in no document of its own. */
const PLACES: Readonly<Record<string, string>> = {
  production: "Interoperability, Configure, Production",
  "production-item": "Interoperability, Configure, Production: the item's settings",
  "system-default": "Interoperability, Configure, System Default Settings",
  credential: "Interoperability, Configure, Credentials",
  "business-partner": "Interoperability, Configure, Business Partners",
  schedule: "Interoperability, Configure, Schedule Specs",
  "web-application": "System Administration, Security, Applications, Web Applications",
  user: "System Administration, Security, Users",
  role: "System Administration, Security, Roles",
  resource: "System Administration, Security, Resources",
  service: "System Administration, Security, Services",
  "ssl-config": "System Administration, Security, SSL/TLS Configurations",
  "x509-credential": "System Administration, Security, X.509 Credentials",
  task: "System Operation, Task Manager",
  namespace: "System Administration, Configuration, System Configuration, Namespaces",
  database: "System Administration, Configuration, System Configuration, Local Databases",
  mapping: "System Administration, Configuration, System Configuration, Namespaces: its mappings",
};

function packageDocuments(request: PackageRequest): Packaged {
  const pieces: PackagePiece[] = [];
  const byHand: ByHand[] = [];
  for (const whole of wholeItems(request)) {
    const piece = whole.fault === undefined ? pieceOf(whole) : undefined;
    if (piece !== undefined) pieces.push(piece);
    else byHand.push(...whole.wanted.map(({ entry }) => byHandOf(entry, whole.fault ?? NO_DOCUMENT)));
  }
  return { pieces, byHand };
}

const NO_DOCUMENT = "it is a row of a table or a setting, and comes in no document that could be loaded";

function byHandOf(entry: ByHand["entry"], why: string): ByHand {
  return { entry, why, ...irisPackageWriter.manual(entry, "put") };
}

/** What `OBJ.Load` takes as a file of its own, with its rank: what others are made of comes first. */
const RANKS: Readonly<Record<string, number>> = { inc: 10, cls: 20, mac: 25, int: 26, hl7: 30, lut: 40 };
const PRODUCTION_RANK = 50;

function pieceOf({ held }: WholeItem): PackagePiece | undefined {
  if (held.item.source !== "document" && held.item.source !== "production") return undefined;
  const { namespace, document } = splitOrigin(held.item.origin);
  const extension = /\.([a-z0-9]+)$/i.exec(document)?.[1]?.toLowerCase() ?? "";
  const rank = held.item.source === "production" ? PRODUCTION_RANK : RANKS[extension];
  const [first] = held.entries;
  if (rank === undefined || first === undefined) return undefined;
  const asText = held.item.source === "production" ? productionText(held.item) : held.item.bytes;
  const bytes = isDocumentOfXml(extension) ? wrap(asText, document) : withHeader(asText, document, extension);
  const path = `${artefactFolder(slugOf(namespace), document.replace(/\.\w+$/, ""), held.item.origin)}.${fileType(extension)}`;
  return {
    path,
    bytes,
    itemOf: (given) => itemOf(held.item, isDocumentOfXml(extension) ? unwrap(given, asText, document) : given),
    artefacts: held.entries,
    rank,
    how: `In namespace ${JSON.stringify(namespace)}: set sc=$SYSTEM.OBJ.Load(file,"ck")`,
  };
}

/** `OBJ.Load` knows a routine by its first line, which the interface may leave out. */
function withHeader(bytes: Uint8Array, document: string, extension: string): Uint8Array {
  if (!ROUTINES.has(extension) || /^\s*ROUTINE\s/i.test(decode(bytes))) return bytes;
  const name = document.slice(0, -extension.length - 1);
  return encode(`ROUTINE ${name} [Type=${extension.toUpperCase()}]\n${decode(bytes)}`);
}

const ROUTINES: ReadonlySet<string> = new Set(["mac", "int", "inc"]);

function slugOf(namespace: string): string {
  return namespace.replace(/[^A-Za-z0-9_-]+/g, "-").toLowerCase() || "_";
}

function isDocumentOfXml(extension: string): boolean {
  return extension === "lut" || extension === "hl7";
}

function fileType(extension: string): string {
  return isDocumentOfXml(extension) ? "xml" : extension;
}

function productionText(item: ExportItem): Uint8Array {
  return encode(textIn(parseJsonObject(item.bytes, item.origin), "production"));
}

/** A production is read with the default settings that are in force beside it. */
function itemOf(item: ExportItem, bytes: Uint8Array): ExportItem {
  if (item.source !== "production") return { ...item, bytes };
  const context = parseJsonObject(item.bytes, item.origin);
  return { ...item, bytes: encode(JSON.stringify({ ...context, production: decode(bytes) })) };
}

/** The interface gives the inside of a document; a file that is loaded names it. */
function wrap(bytes: Uint8Array, document: string): Uint8Array {
  const text = decode(bytes);
  if (/^\s*(?:<\?[^>]*\?>\s*)?<Export\b/.test(text)) return bytes;
  return encode(`${before(document)}${text.replace(/^\s*<\?[^>]*\?>\s*/, "")}${AFTER}`);
}

const AFTER = "\n</Document>\n</Export>\n";

function before(document: string): string {
  const name = document.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Export generator="IRIS" version="26">\n<Document name="${name}">\n`;
}

/** What the interface gave, from what was wrapped. */
function unwrap(bytes: Uint8Array, original: Uint8Array, document: string): Uint8Array {
  const text = decode(bytes);
  const head = before(document);
  if (!text.startsWith(head) || wrap(original, document) === original) return bytes;
  return encode(text.slice(head.length, -AFTER.length));
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}
