import type { ArtefactEntry } from "#schemas/snapshot";
import type { PackageRequest } from "#services/core/align/package-request";
import type { ExportItem } from "#services/core/dialect";

/** One file of a package before its secrets are taken out; never written as it is. */
export interface PackagePiece {
  /** Below the package's folder. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** What it is when it is read again, to prove what it holds. */
  readonly itemOf: (bytes: Uint8Array) => ExportItem;
  /** What it brings, and what it must be: an artefact whose digest is another one is not what was approved. */
  readonly artefacts: readonly ArtefactEntry[];
  /** In what order it is imported; the lowest first. */
  readonly rank: number;
  /** How a person puts it in, as a sentence without its end. */
  readonly how: string;
  /** Gives a further file in another form of the engine, made of the piece without its secrets. */
  readonly alsoAs?: (bytes: Uint8Array) => { readonly path: string; readonly bytes: Uint8Array } | undefined;
}

/** What cannot be brought by a file, and why. */
export interface ByHand {
  readonly entry: ArtefactEntry;
  readonly why: string;
  /** Where a person does it, as a sentence without its end. */
  readonly how: string;
  readonly rank: number;
}

export interface Packaged {
  readonly pieces: readonly PackagePiece[];
  readonly byHand: readonly ByHand[];
}

/** How one product takes configuration in: pure over what was read; it reaches no engine. */
export interface PackageWriter {
  /** Sources of lists that can be put in as a whole alone: their items are needed also where they only lack something. */
  readonly lists: readonly string[];
  /** What to do before anything of these kinds is put in, and after, each as a sentence without its end. */
  before(kinds: ReadonlySet<string>): readonly string[];
  after(kinds: ReadonlySet<string>): readonly string[];
  package(request: PackageRequest): Packaged;
  /** How a person puts one artefact in, or takes it away, where no file does. */
  manual(entry: ArtefactEntry, act: "put" | "remove"): Pick<ByHand, "how" | "rank">;
}
