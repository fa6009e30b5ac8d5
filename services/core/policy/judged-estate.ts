import canonicalize from "canonicalize";
import { parseGoverned } from "./parse-governed.js";

/**
 * What of `estate.yaml` the verdict on one engine rests on, in one form: its own declaration, and where tickets are looked for. A new schedule, a
 * collector, or another engine's node makes its verdict no older.
 *
 * @returns `undefined` where the file does not read, or has no such engine: then all of it counts
 */
export function judgedEstate(text: string, engineId: string): string | undefined {
  const { estate } = parseGoverned(new Map([["estate.yaml", text]]));
  const engine = estate?.engines.find(({ id }) => id === engineId);
  if (estate === undefined || engine === undefined) return undefined;
  const { estate: id, tickets = null, ticketSystems = null } = estate;
  return canonicalize({ id, engine, tickets, ticketSystems });
}
