import type { ArtefactEntry } from "#schemas/snapshot";
import type { HeldItem, PackageRequest } from "#services/core/align/package-request";
import type { ExportItem } from "#services/core/dialect";
import type { PackagePiece } from "#services/ports/package-writer";
import { cutElements, keyOfEntry } from "./cut-elements.js";
import { RANKS } from "./manual-steps.js";
import { writeMapProperties } from "./write-map-properties.js";

type MapKind = "configuration-map" | "global-script";

const SOURCES = { "configuration-map": "configuration-map", "global-script": "global-scripts" } as const;

const HOW = {
  "configuration-map":
    "Settings, Configuration Map, 'Import Map' with the .properties file: it takes the place of the whole table, so export the present one first; then save. The .xml file is the same for the API",
  "global-script": "Edit Global Scripts, 'Import Scripts': it takes the place of all of them; then save",
} as const;

/** One entry of the list as it is to be, with the text that some node wrote of it. */
interface Line {
  readonly entry: ArtefactEntry;
  readonly text: string;
}

/**
 * The whole configuration map, or all global scripts: what is wanted from the node that holds it as approved, what need not change
 * as the node itself has it. The engine imports such a list only as a whole.
 */
export function packageMap(kind: MapKind, request: PackageRequest): PackagePiece[] {
  const wanted = request.wanted.filter(({ entry }) => entry.kind === kind);
  if (wanted.length === 0) return [];
  const lines = new Map<string, Line>();
  for (const held of request.present.filter(({ item }) => item.source === SOURCES[kind])) {
    for (const line of linesOf(held, kind)) lines.set(line.entry.key, line);
  }
  for (const { kind: removedKind, key } of [...request.removed].map(splitId)) {
    if (removedKind === kind) lines.delete(key);
  }
  for (const { entry, held } of wanted) {
    const line = linesOf(held, kind).find((each) => each.entry.key === entry.key);
    if (line !== undefined) lines.set(entry.key, line);
  }
  const all = [...lines.values()];
  if (!wanted.every(({ entry }) => lines.has(entry.key))) return [];
  const text = ["<map>", ...all.map((line) => `  ${line.text}`), "</map>"].join("\n");
  const path = `${SOURCES[kind]}.xml`;
  const itemOf = (bytes: Uint8Array): ExportItem => ({ source: SOURCES[kind], bytes, origin: path });
  const artefacts = all.map(({ entry }) => entry);
  const piece = { path, bytes: new TextEncoder().encode(text), itemOf, artefacts, rank: RANKS[kind], how: HOW[kind] };
  return [kind === "configuration-map" ? { ...piece, alsoAs: writeMapProperties } : piece];
}

function linesOf(held: HeldItem, kind: MapKind): Line[] {
  return cutElements(held.item, "entry", [2], keyOfEntry).flatMap(({ key, text }) => {
    const entry = held.entries.find((each) => each.kind === kind && each.key === key);
    return entry === undefined ? [] : [{ entry, text }];
  });
}

function splitId(id: string): { readonly kind: string; readonly key: string } {
  const at = id.indexOf("\0");
  return { kind: id.slice(0, at), key: id.slice(at + 1) };
}
