import type { TicketSystem } from "#services/ports/ticket-system";
import type { ConnectorLimits } from "#services/wire/connector-limits";
import { declarationProblems } from "./declaration-problems.js";
import { READ_REQUESTS, WRITE_REQUESTS } from "./read-requests.js";

/** Reads the change requests of a ServiceNow instance, with their approvals, tasks, affected items and record of edits. */
export function createServiceNow(limits: Partial<ConnectorLimits> = {}): TicketSystem {
  return {
    system: "servicenow",
    readRequests: READ_REQUESTS,
    writeRequests: WRITE_REQUESTS,
    ensureNote: async (request, note) => (await import("./ensure-note.js")).ensureNote(request, note, limits),
    declarationProblems,
    list: async (request, since) => (await import("./list-tickets.js")).listTickets(request, since, limits),
    find: async (request, numbers) => (await import("./find-tickets.js")).findTickets(request, numbers, limits),
    discover: async (request) => (await import("./discover-mapping.js")).discoverMapping(request, limits),
    diagnose: async (request) => (await import("./diagnose-instance.js")).diagnoseInstance(request, limits),
  };
}
