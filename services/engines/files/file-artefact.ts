import type { Notice } from "#schemas/artefact";
import type { RawArtefact, RawNode } from "#services/core/dialect";
import { branchNode, leafNode } from "./raw-nodes.js";

/** Says which command gave the file; kept as provenance. */
export const READ_WITH = "lockstep-command";
/** Digest of a file that is not kept itself; a keyed token takes its place. */
export const DIGEST = "content-digest";
/** Stands for a secret that cannot be compared: the same whatever it is. */
export const HIDDEN = "********";
/** Names, on an artefact's root, the pack that says what its fields are. */
const PACK = "pack";

export interface FileArtefact {
  readonly kind: string;
  readonly key: string;
  readonly name: string;
  readonly content: RawNode;
  readonly notices?: readonly Notice[];
}

/** Makes an artefact of a file or a part of it, marked with the pack that reads it and what gave it. */
export function fileArtefact(artefact: FileArtefact, pack: string, readWith: string | undefined): RawArtefact {
  const { kind, key, name, content, notices = [] } = artefact;
  const isLeaf = content.children.length === 0 && content.text !== "";
  const body = isLeaf ? [{ ...content, name: "content" }] : content.children;
  const children = readWith === undefined ? body : [...body, leafNode(READ_WITH, readWith)];
  const root: RawNode = {
    ...branchNode(content.name, children),
    text: isLeaf ? "" : content.text,
    attributes: [[PACK, pack]],
  };
  return { kind, key, name, root, ...(notices.length > 0 ? { notices } : {}) };
}

/** The name of the pack that read an artefact, from its root. */
export function packOf(root: RawNode): string {
  return root.attributes.find(([name]) => name === PACK)?.[1] ?? "";
}
