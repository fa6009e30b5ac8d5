import type { ArtefactEntry } from "#schemas/snapshot";
import type { PackageRequest, WantedArtefact } from "#services/core/align/package-request";
import { artefactFolder } from "#services/core/artefact/file-names";
import type { ByHand, Packaged, PackagePiece, PackageWriter } from "#services/ports/package-writer";
import { cutElements, withoutLibraries } from "./cut-elements.js";
import { manualStep, RANKS, whyByHand } from "./manual-steps.js";
import { packageMap } from "./package-map.js";

/** Packages for Mirth Administrator: each file is the very element that the engine wrote. */
export const mirthPackageWriter: PackageWriter = {
  lists: ["configuration-map", "global-scripts"],
  before: (kinds) => (kinds.has("channel") ? [UNDEPLOY] : []),
  after: (kinds) => [
    ...(kinds.has("channel") ? [DEPLOY] : []),
    ...(kinds.has("code-template") || kinds.has("code-template-library") ? [TEMPLATES_IN_USE] : []),
    ...(kinds.has("global-script") ? [SCRIPTS_IN_USE] : []),
    ...(kinds.has("configuration-map") ? [MAP_IN_USE] : []),
  ],
  package: packageForMirth,
  manual: (entry, act) => manualStep(entry.kind, act),
};

const UNDEPLOY =
  "Undeploy on the node every channel that the package replaces: what is deployed keeps running as it was until it is deployed anew";
const DEPLOY =
  "Deploy the channels that were imported and are switched on, those that others depend on first; look at the Dashboard that nothing is started which is meant to be stopped on this node";
const TEMPLATES_IN_USE = "Deploy anew every channel that the Dashboard marks as changed by its code templates";
const SCRIPTS_IN_USE = "Redeploy all, in an agreed minute: global scripts take effect with a deploy";
const MAP_IN_USE =
  "Deploy anew the channels whose connector settings use a changed key: scripts see the new value at once, connectors when they are deployed";

function packageForMirth(request: PackageRequest): Packaged {
  const pieces: PackagePiece[] = [];
  const byHand: ByHand[] = [];
  const done = new Set<string>();
  const add = (piece: PackagePiece): void => {
    pieces.push(piece);
    for (const { kind, key } of piece.artefacts) done.add(`${kind}\0${key}`);
  };
  const of = (kind: string): readonly WantedArtefact[] => request.wanted.filter(({ entry }) => entry.kind === kind);
  for (const wanted of of("code-template-library")) for (const piece of libraryPiece(wanted, request)) add(piece);
  for (const wanted of of("code-template")) {
    if (!done.has(idOf(wanted.entry))) for (const piece of elementPiece(wanted, TEMPLATE)) add(piece);
  }
  for (const wanted of of("channel")) for (const piece of elementPiece(wanted, CHANNEL)) add(piece);
  for (const wanted of of("alert")) for (const piece of elementPiece(wanted, ALERT)) add(piece);
  for (const kind of ["configuration-map", "global-script"] as const) {
    for (const piece of packageMap(kind, request)) add(piece);
  }
  for (const { entry } of request.wanted) {
    if (!done.has(idOf(entry))) byHand.push({ entry, why: whyByHand(entry.kind), ...manualStep(entry.kind, "put") });
  }
  return { pieces, byHand };
}

/** How one kind of element is handed over. */
interface ElementKind {
  readonly name: string;
  readonly depths: readonly number[];
  readonly rank: number;
  readonly how: string;
  readonly source: string;
  readonly tidy?: (text: string) => string;
}

const CHANNEL: ElementKind = {
  name: "channel",
  depths: [1, 2],
  rank: RANKS.channel,
  source: "channels",
  how: "Channels, 'Import Channel': say yes to overwriting one of the same id, and import no code template libraries with it",
  tidy: withoutLibraries,
};
const TEMPLATE: ElementKind = {
  name: "codeTemplate",
  depths: [1, 2, 3, 4],
  rank: RANKS["code-template"],
  source: "file",
  how: "Edit Code Templates, 'Import Code Templates': into the library of the same name, overwriting the one of the same id; then save",
};
const ALERT: ElementKind = {
  name: "alertModel",
  depths: [1, 2],
  rank: RANKS.alert,
  source: "alerts",
  how: "Alerts, 'Import Alert': overwrite the one of the same id",
};

function elementPiece({ entry, held }: WantedArtefact, kind: ElementKind): PackagePiece[] {
  const element = cutElements(held.item, kind.name, kind.depths).find(({ key }) => key === entry.key);
  if (element === undefined) return [];
  return [pieceOf(entry, (kind.tidy ?? same)(element.text), [entry], kind)];
}

function same(text: string): string {
  return text;
}

/** A library's file brings all its templates: only where every one of them is as approved. */
function libraryPiece({ entry, held }: WantedArtefact, { isApproved }: PackageRequest): PackagePiece[] {
  const element = cutElements(held.item, "codeTemplateLibrary", [1, 2]).find(({ key }) => key === entry.key);
  if (element === undefined) return [];
  const inside = new Set(
    cutElements({ ...held.item, bytes: encode(element.text) }, "codeTemplate", [3]).map(({ key }) => key),
  );
  const templates = held.entries.filter(({ kind, key }) => kind === "code-template" && inside.has(key));
  if (!templates.every((template) => isApproved(held, template))) return [];
  const how =
    "Edit Code Templates, 'Import Libraries': overwrite the library and the templates of the same ids; then save";
  return [
    pieceOf(entry, element.text, [entry, ...templates], {
      rank: RANKS["code-template-library"],
      source: "code-template-libraries",
      how,
    }),
  ];
}

function pieceOf(
  entry: ArtefactEntry,
  text: string,
  artefacts: readonly ArtefactEntry[],
  { rank, source, how }: Pick<ElementKind, "rank" | "source" | "how">,
): PackagePiece {
  const path = `${artefactFolder(`${entry.kind}s`, entry.name, entry.key)}.xml`;
  return { path, bytes: encode(text), itemOf: (bytes) => ({ source, bytes, origin: path }), artefacts, rank, how };
}

function idOf({ kind, key }: ArtefactEntry): string {
  return `${kind}\0${key}`;
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
