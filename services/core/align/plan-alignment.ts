import type { ArtefactEntry } from "#schemas/snapshot";
import { compareText } from "../text/compare-text.js";
import { idOf } from "./read-again.js";

/** What one node must hold of an artefact. */
export interface ExpectedEntry {
  readonly entry: ArtefactEntry;
  /** Its digest on the node, with the values that expected differences give to it. */
  readonly digest: string;
}

/** A node that something can be taken from. */
export interface SourceNode {
  readonly nodeId: string;
  readonly entries: readonly ArtefactEntry[];
  /** What the approved artefact is on that node. */
  readonly expectedDigest: (entry: ArtefactEntry) => string | undefined;
}

/** One artefact in which the node is not as it must be. */
export type AlignmentItem =
  | {
      readonly act: "add" | "replace";
      readonly approved: ExpectedEntry;
      readonly now: ArtefactEntry | undefined;
      /** The first node that holds it as approved; `undefined`: none does. */
      readonly from: string | undefined;
    }
  | { readonly act: "remove"; readonly now: ArtefactEntry };

/** Decides what must come onto a node, from where, and what must go: from digests alone, in order of kind and name. */
export function planAlignment(
  expected: readonly ExpectedEntry[],
  target: readonly ArtefactEntry[],
  sources: readonly SourceNode[],
): AlignmentItem[] {
  const there = new Map(target.map((entry) => [idOf(entry), entry]));
  const approved = new Set(expected.map(({ entry }) => idOf(entry)));
  const wanted = expected.flatMap((each): AlignmentItem[] => {
    const now = there.get(idOf(each.entry));
    if (now?.digest === each.digest) return [];
    const from = sources.find((source) => holds(source, each.entry))?.nodeId;
    return [{ act: now === undefined ? "add" : "replace", approved: each, now, from }];
  });
  const removed = target
    .filter((entry) => !approved.has(idOf(entry)))
    .map((now): AlignmentItem => ({ act: "remove", now }));
  return [...wanted, ...removed].sort((a, b) => compareText(orderOf(a), orderOf(b)));
}

function holds({ entries, expectedDigest }: SourceNode, approved: ArtefactEntry): boolean {
  const id = idOf(approved);
  return entries.some((entry) => idOf(entry) === id && entry.digest === expectedDigest(approved));
}

/** The artefact as it is to be, or is. */
export function entryOfItem(item: AlignmentItem): ArtefactEntry {
  return item.act === "remove" ? item.now : item.approved.entry;
}

function orderOf(item: AlignmentItem): string {
  const { kind, name, key } = entryOfItem(item);
  return `${kind}\0${name}\0${key}`;
}
