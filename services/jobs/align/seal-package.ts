import type { AlignFile, AlignPlaceholder } from "#schemas/align-plan";
import type { Artefact } from "#schemas/artefact";
import { idOf, type ReadingRules } from "#services/core/align/read-again";
import { sealPiece } from "#services/core/align/seal-piece";
import type { ValueToSet } from "#services/core/align/set-value";
import type { ImportStep } from "#services/core/align/write-steps";
import { formatPath } from "#services/core/artefact/change-path";
import { LockstepError } from "#services/core/errors";
import { digestOf } from "#services/core/text/digest";
import type { ByHand, Packaged, PackagePiece, PackageWriter } from "#services/ports/package-writer";

/** A package whose every file is proven and without secrets. */
export interface SealedPackage {
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly imports: readonly ImportStep[];
  readonly placeholders: readonly AlignPlaceholder[];
  readonly byHand: readonly ByHand[];
  /** File by the id of an artefact that it brings. */
  readonly fileOf: ReadonlyMap<string, string>;
  /** What a file could not carry, a line each. */
  readonly unset: readonly string[];
}

export interface SealingContext {
  readonly rules: ReadingRules;
  readonly writer: PackageWriter;
  /** Folder of the package, without a slash at its end. */
  readonly folder: "package" | "rollback";
  /** What each artefact must hold on the node, given how it is where it comes from. */
  readonly valuesToSet: (artefact: Artefact) => readonly ValueToSet[];
  /** Why a path may not be written, or `undefined`. */
  readonly findPathFault: (path: string) => string | undefined;
}

/** Seals every piece of a package; one that cannot be proven becomes work by hand, with the reason. */
export function sealPackage({ pieces, byHand }: Packaged, context: SealingContext): SealedPackage {
  const files = new Map<string, Uint8Array>();
  const imports: ImportStep[] = [];
  const placeholders: AlignPlaceholder[] = [];
  const manual = [...byHand];
  const fileOf = new Map<string, string>();
  const unset: string[] = [];
  for (const piece of pieces) {
    const path = `${context.folder}/${piece.path}`;
    const sealed = seal(piece, path, files, context);
    if ("refused" in sealed) {
      manual.push(...refusedPiece(piece, sealed.refused, context.writer));
      continue;
    }
    files.set(path, sealed.bytes);
    const also = piece.alsoAs?.(sealed.bytes);
    const paths = also === undefined ? [path] : [path, `${context.folder}/${also.path}`];
    if (also !== undefined) files.set(`${context.folder}/${also.path}`, also.bytes);
    imports.push({
      path,
      how: piece.how,
      rank: piece.rank,
      names: piece.artefacts.map(nameOf),
      kinds: piece.artefacts.map(({ kind }) => kind),
    });
    for (const file of paths) {
      placeholders.push(...sealed.withheld.map(({ placeholder, kind }) => ({ placeholder, kind, file })));
    }
    for (const entry of piece.artefacts) {
      fileOf.set(idOf(entry), path);
      unset.push(...(sealed.unset.get(idOf(entry)) ?? []).map((value) => tellUnset(nameOf(entry), value)));
    }
  }
  return { files, imports, placeholders, byHand: manual, fileOf, unset };
}

function seal(
  piece: PackagePiece,
  path: string,
  files: ReadonlyMap<string, Uint8Array>,
  { rules, valuesToSet, findPathFault }: SealingContext,
): ReturnType<typeof sealPiece> {
  const fault = findPathFault(path);
  if (fault !== undefined) return { refused: `its name cannot be written safely: ${fault}` };
  const taken = [...files.keys()].some((other) => other.toLowerCase() === path.toLowerCase());
  if (taken) return { refused: "another file of the package has its name" };
  try {
    return sealPiece(piece, rules, valuesToSet);
  } catch (error) {
    if (error instanceof LockstepError && error.family !== "internal")
      return { refused: "it cannot be read again by itself" };
    throw error;
  }
}

function refusedPiece(piece: PackagePiece, why: string, writer: PackageWriter): ByHand[] {
  return piece.artefacts.map((entry) => ({ entry, why, ...writer.manual(entry, "put") }));
}

export function nameOf({ kind, name }: { readonly kind: string; readonly name: string }): string {
  return `${kind} ${JSON.stringify(name)}`;
}

function tellUnset(name: string, { segments, from, to }: ValueToSet): string {
  return `${name}, ${formatPath(segments)}: from ${JSON.stringify(from)} to ${JSON.stringify(to)}`;
}

/** The files of a plan, by their digests. */
export function listFiles(files: ReadonlyMap<string, Uint8Array>): AlignFile[] {
  return [...files]
    .map(([path, bytes]) => ({ path, bytes: bytes.byteLength, digest: digestOf(bytes) }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}
