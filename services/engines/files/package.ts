import type { PackageRequest } from "#services/core/align/package-request";
import { type WholeItem, wholeItems } from "#services/core/align/whole-items";
import type { ByHand, Packaged, PackagePiece, PackageWriter } from "#services/ports/package-writer";
import { isSafePath } from "./is-safe-path.js";
import { type ItemSource, parseItemSource } from "./item-source.js";

/** Packages for engines that are files: the files themselves, below `files/`, where they stand on the node. */
export const filesPackageWriter: PackageWriter = {
  lists: [],
  before: () => ["Keep a copy of every file that the package replaces"],
  after: () => ["Have the engine read its files again, by a reload or a restart as its product does it"],
  package: packageFiles,
  manual: ({ name }, act) =>
    act === "put"
      ? { how: `edit or copy ${JSON.stringify(name)} where it stands`, rank: 50 }
      : { how: `delete ${JSON.stringify(name)} where it stands, unless a file of the package replaces it`, rank: 50 },
};

function packageFiles(request: PackageRequest): Packaged {
  const pieces: PackagePiece[] = [];
  const byHand: ByHand[] = [];
  for (const whole of wholeItems(request)) {
    const path = pathOf(whole);
    const why = whole.fault ?? whyNot(parseItemSource(whole.held.item.source), path);
    if (why === undefined && path !== undefined) pieces.push(pieceOf(whole, path));
    else byHand.push(...whole.wanted.map(({ entry }) => byHandOf(entry, why ?? UNSAFE)));
  }
  return { pieces, byHand };
}

const UNSAFE = "its name cannot be written safely";

function byHandOf(entry: ByHand["entry"], why: string): ByHand {
  return { entry, why, ...filesPackageWriter.manual(entry, "put") };
}

function whyNot(source: ItemSource | undefined, path: string | undefined): string | undefined {
  if (source === undefined || path === undefined) return UNSAFE;
  if (source.mode === "digest") return "only size and digest of the file are read, never its content";
  return source.command === undefined ? undefined : "it is what a command says, and no file that could be put back";
}

/** A path may begin with the name of its source, which becomes a folder. */
function pathOf({ held }: WholeItem): string | undefined {
  const path = `files/${held.item.origin.replace(/^([a-z0-9-]+):/, "$1/")}`;
  return isSafePath(path) && !path.includes(":") ? path : undefined;
}

function pieceOf({ held }: WholeItem, path: string): PackagePiece {
  const { source, origin, bytes } = held.item;
  return {
    path,
    bytes,
    itemOf: (given) => ({ source, origin, bytes: given }),
    artefacts: held.entries,
    rank: 50,
    how: `Copy it to ${JSON.stringify(origin)}, with the owner and mode that the file there has`,
  };
}
