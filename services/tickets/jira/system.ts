import type { TicketSystem } from "#services/ports/ticket-system";
import type { ConnectorLimits } from "#services/wire/connector-limits";
import { declarationProblems } from "./declaration-problems.js";
import { diagnoseSite } from "./diagnose-site.js";
import { discoverMapping } from "./discover-mapping.js";
import { ensureNote } from "./ensure-note.js";
import { findTickets } from "./find-tickets.js";
import { listTickets } from "./list-tickets.js";
import { PLATFORM_NOTES, PLATFORM_REQUESTS, SERVICE_NOTES, SERVICE_REQUESTS } from "./read-requests.js";

/** Reads changes of Jira, Cloud or Data Center, whose approval is a step of their workflow. */
export function createJira(limits: Partial<ConnectorLimits> = {}): TicketSystem {
  return create("jira", { readRequests: PLATFORM_REQUESTS, writeRequests: PLATFORM_NOTES }, limits);
}

/** Reads changes of Jira Service Management, Cloud or Data Center, which has approvals of its own. */
export function createJiraServiceManagement(limits: Partial<ConnectorLimits> = {}): TicketSystem {
  const requests = { readRequests: SERVICE_REQUESTS, writeRequests: SERVICE_NOTES };
  return create("jira-service-management", requests, limits);
}

function create(
  system: string,
  requests: Pick<TicketSystem, "readRequests" | "writeRequests">,
  limits: Partial<ConnectorLimits>,
): TicketSystem {
  return {
    system,
    ...requests,
    ensureNote: (request, note) => ensureNote(system, request, note, limits),
    declarationProblems,
    list: (request, since) => listTickets(system, request, since, limits),
    find: (request, numbers) => findTickets(system, request, numbers, limits),
    discover: (request) => discoverMapping(request, limits),
    diagnose: (request) => diagnoseSite(request, limits),
  };
}
