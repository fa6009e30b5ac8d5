import type { TicketSystem } from "#services/ports/ticket-system";
import type { ConnectorLimits } from "#services/wire/connector-limits";
import { declarationProblems } from "./declaration-problems.js";
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
    ensureNote: async (request, note) => (await import("./ensure-note.js")).ensureNote(system, request, note, limits),
    declarationProblems,
    list: async (request, since) => (await import("./list-tickets.js")).listTickets(system, request, since, limits),
    find: async (request, numbers) => (await import("./find-tickets.js")).findTickets(system, request, numbers, limits),
    discover: async (request) => (await import("./discover-mapping.js")).discoverMapping(request, limits),
    diagnose: async (request) => (await import("./diagnose-site.js")).diagnoseSite(request, limits),
  };
}
