import canonicalize from "canonicalize";
import type { Engine, EngineNode } from "#schemas/estate";
import { digestOf } from "../text/digest.js";

/**
 * Names everything that decides where a node's password goes, which program runs, and which files are read: who could change it from afar would be
 * given the password. A person at the collector agrees to it, by this digest; roles, names and owners are not in it.
 */
export function reachOfNode(
  { product }: Pick<Engine, "product">,
  node: EngineNode,
  packs: Readonly<Record<string, string>>,
): string {
  const { role: _role, serverId: _serverId, ...reach } = node;
  const named = [...(node.files ?? []), ...(node.command === undefined ? [] : [node.command])];
  const used = named.flatMap(({ pack }) => (pack === undefined ? [] : [[pack, packs[pack] ?? null]]));
  return digestOf(canonicalize([product, reach, used]) ?? "");
}
