import type { ArtefactEntry } from "#schemas/snapshot";
import type { ExportItem } from "../dialect.js";

/** An export item that was read just now, with what it says. */
export interface HeldItem {
  readonly item: ExportItem;
  readonly entries: readonly ArtefactEntry[];
}

/** One artefact that is to come onto a node, and the item of the node that holds it as wanted. */
export interface WantedArtefact {
  readonly entry: ArtefactEntry;
  readonly held: HeldItem;
}

export interface PackageRequest {
  readonly wanted: readonly WantedArtefact[];
  /** Whether what else an item says may come along: it is as approved on the node that the item comes from. */
  readonly isApproved: (held: HeldItem, entry: ArtefactEntry) => boolean;
  /** Items of the node that is to be aligned, for lists that can be put in as a whole alone. */
  readonly present: readonly HeldItem[];
  /** Ids (`kind\0key`) of artefacts that are to be taken away. */
  readonly removed: ReadonlySet<string>;
}
