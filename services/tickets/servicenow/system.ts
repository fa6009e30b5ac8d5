import type { TicketSystem } from "#services/ports/ticket-system";
import type { ConnectorLimits } from "#services/wire/connector-limits";
import { declarationProblems } from "./declaration-problems.js";
import { diagnoseInstance } from "./diagnose-instance.js";
import { discoverMapping } from "./discover-mapping.js";
import { ensureNote } from "./ensure-note.js";
import { findTickets } from "./find-tickets.js";
import { listTickets } from "./list-tickets.js";
import { READ_REQUESTS, WRITE_REQUESTS } from "./read-requests.js";

/** Reads the change requests of a ServiceNow instance, with their approvals, tasks, affected items and record of edits. */
export function createServiceNow(limits: Partial<ConnectorLimits> = {}): TicketSystem {
  return {
    system: "servicenow",
    readRequests: READ_REQUESTS,
    writeRequests: WRITE_REQUESTS,
    ensureNote: (request, note) => ensureNote(request, note, limits),
    declarationProblems,
    list: (request, since) => listTickets(request, since, limits),
    find: (request, numbers) => findTickets(request, numbers, limits),
    discover: (request) => discoverMapping(request, limits),
    diagnose: (request) => diagnoseInstance(request, limits),
  };
}
