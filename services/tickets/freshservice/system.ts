import type { TicketSystem } from "#services/ports/ticket-system";
import type { ConnectorLimits } from "#services/wire/connector-limits";
import { declarationProblems } from "./declaration-problems.js";
import { READ_REQUESTS, WRITE_REQUESTS } from "./read-requests.js";

/** Reads the changes of a Freshservice, with their approvals. */
export function createFreshservice(limits: Partial<ConnectorLimits> = {}): TicketSystem {
  return {
    system: "freshservice",
    readRequests: READ_REQUESTS,
    writeRequests: WRITE_REQUESTS,
    ensureNote: async (request, note) => (await import("./ensure-note.js")).ensureNote(request, note, limits),
    declarationProblems,
    list: async (request, since) => (await import("./list-changes.js")).listChanges(request, since, limits),
    find: async (request, numbers) => (await import("./find-changes.js")).findChanges(request, numbers, limits),
    discover: async (request) => (await import("./discover-mapping.js")).discoverMapping(request, limits),
    diagnose: async (request) => (await import("./diagnose-account.js")).diagnoseAccount(request, limits),
  };
}
