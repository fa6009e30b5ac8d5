import type { TicketSystem } from "#services/ports/ticket-system";
import type { ConnectorLimits } from "#services/wire/connector-limits";
import { declarationProblems } from "./declaration-problems.js";
import type { Profile } from "./profile.js";

/** Reads the changes of a make by its profile. Unproven: written from what its makers and others say of it, and says so in each look. */
export function createProfiled(profile: Profile, limits: Partial<ConnectorLimits> = {}): TicketSystem {
  const about = { profile, limits };
  return {
    system: profile.system,
    readRequests: readRequestsOf(profile),
    writeRequests: [],
    declarationProblems: (declared) => declarationProblems(profile, declared),
    list: async (request, since) => (await import("./list-changes.js")).listChanges(about, request, since),
    find: async (request, numbers) => (await import("./find-changes.js")).findChanges(about, request, numbers),
    discover: async (request) => (await import("./discover-mapping.js")).discoverMapping(about, request),
    diagnose: async (request) => (await import("./diagnose-profiled.js")).diagnoseProfiled(about, request),
  };
}

function readRequestsOf({ list, find, parts, token }: Profile): readonly string[] {
  const paths = [list.path, find.path, ...parts.flatMap(({ steps }) => steps.map(({ path }) => path))];
  const patterns = paths.map((path) => `GET ${(path.split("?")[0] ?? path).replaceAll(/\{[a-z]+\}/g, "*")}`);
  return [...new Set([...patterns, ...(token === undefined ? [] : [`POST ${token.tokenPath}`])])];
}
