import type { NodeFacts } from "#schemas/snapshot";

/**
 * Says whether two nodes are one server under two addresses, which is always in lockstep with itself: by the id that an engine
 * gives itself; where it gives none, by its name and the moment it started. `unknown` where it gives the same name alone, and
 * `undefined` where nothing is asked that would say who it is, as of files.
 */
export function isSameServer(one: NodeFacts, other: NodeFacts): boolean | "unknown" | undefined {
  if (one.serverId !== undefined && other.serverId !== undefined) {
    return one.serverId.toLowerCase() === other.serverId.toLowerCase();
  }
  if (one.serverName === undefined || other.serverName === undefined) return undefined;
  if (one.serverName.toLowerCase() !== other.serverName.toLowerCase()) return false;
  if (one.startedAt === undefined || other.startedAt === undefined) return "unknown";
  return Math.abs(Date.parse(one.startedAt) - Date.parse(other.startedAt)) <= SAME_START_MS;
}

/** How far apart two looks may measure one start: answers take their time, and clocks drift. */
const SAME_START_MS = 3_000;
