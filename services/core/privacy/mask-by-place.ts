import type { RawNode } from "../dialect.js";
import { isSecretPlace } from "./is-secret-place.js";
import { type Masking, maskValue } from "./mask-value.js";

/** Where a text of a document stands. */
export interface TextPlace {
  readonly node: RawNode;
  readonly ancestors: readonly RawNode[];
  /** Segments of the canonical path of the node. */
  readonly segments: readonly string[];
  readonly attribute?: string;
}

/** Masks a text for which no dialect speaks: whole where its place says that it is a secret, else what is found in it. */
export function maskByPlace(text: string, place: TextPlace, masking: Masking): string {
  const { node, ancestors, segments, attribute } = place;
  const rule = isSecretPlace(text, node, ancestors, attribute) ? ({ secret: true } as const) : {};
  return maskValue(text, rule, masking, attribute === undefined ? segments : [...segments, `@${attribute}`]);
}

/** Every leaf at or below a node, masked, with its path of names. */
export function* maskLeaves(
  node: RawNode,
  path: string,
  ancestors: readonly RawNode[],
  masking: Masking,
): Generator<readonly [path: string, text: string]> {
  if (node.children.length === 0) yield [path, maskByPlace(node.text, { node, ancestors, segments: [] }, masking)];
  for (const child of node.children) {
    yield* maskLeaves(child, `${path}/${child.name}`, [...ancestors, node], masking);
  }
}
