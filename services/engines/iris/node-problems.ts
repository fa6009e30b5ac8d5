import type { EngineNode } from "#schemas/estate";

/** What a node's entry lacks for this product. */
export function nodeProblems({ url, username }: EngineNode): readonly string[] {
  return [...(url === undefined ? ["url is missing"] : []), ...(username === undefined ? ["username is missing"] : [])];
}
