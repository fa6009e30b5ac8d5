import type { EngineNode } from "#schemas/estate";
import { wordsOf } from "./guess-flow.js";

/** A node as discovery saw it. */
export interface SeenNode {
  readonly url: string;
  readonly serverId: string | undefined;
  readonly serverName: string | undefined;
  /** Ids of its interfaces. */
  readonly interfaceKeys: ReadonlySet<string>;
}

/** An engine as it may stand in `estate.yaml`: its nodes by their place among those seen, the primary first. */
export interface ProposedEngine {
  readonly id: string;
  readonly nodes: readonly { readonly seen: number; readonly id: string; readonly role: EngineNode["role"] }[];
}

/** Half of the smaller node's interfaces: a standby that has fallen behind is still one, and two engines with a channel in common are not. */
const SHARED_AT_LEAST = 0.5;

/**
 * Proposes which nodes serve one engine: those that share interfaces by id. Nobody can see from outside which of them is the
 * primary: the one given first is taken for it, and a person has to say.
 */
export function proposeEngines(seen: readonly SeenNode[]): readonly ProposedEngine[] {
  const groups: number[][] = [];
  for (const [index, node] of seen.entries()) {
    const group = groups.find((members) => members.some((member) => isSameEngine(seen[member], node)));
    if (group === undefined) groups.push([index]);
    else group.push(index);
  }
  return groups.map((members, index) => {
    const id = index === 0 ? "tie" : `tie-${index + 1}`;
    return { id, nodes: nameNodes(id, members, seen) };
  });
}

function isSameEngine(one: SeenNode | undefined, other: SeenNode): boolean {
  if (one === undefined) return false;
  const smaller = Math.min(one.interfaceKeys.size, other.interfaceKeys.size);
  const shared = [...one.interfaceKeys].filter((key) => other.interfaceKeys.has(key)).length;
  return smaller > 0 && shared >= smaller * SHARED_AT_LEAST;
}

function nameNodes(engineId: string, members: readonly number[], seen: readonly SeenNode[]): ProposedEngine["nodes"] {
  const names = members.map((member) => wordsOf(seen[member]?.serverName ?? "").join("-"));
  const telling = names.every(
    (name) => /^[a-z0-9][a-z0-9-]{0,62}$/.test(name) && !["baseline", "primary", "standby"].includes(name),
  );
  const distinct = telling && new Set(names).size === names.length;
  return members.map((member, index) => ({
    seen: member,
    id: distinct ? (names[index] ?? "") : `${engineId}-${letter(index)}`,
    role: index === 0 ? "primary" : "standby",
  }));
}

/** `a` to `z`, then numbers. */
function letter(index: number): string {
  return index < 26 ? String.fromCharCode(97 + index) : String(index + 1);
}
