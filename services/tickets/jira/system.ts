import type { TicketSystem } from "#services/ports/ticket-system";
import type { ConnectorLimits } from "#services/wire/connector-limits";
import { declarationProblems } from "./declaration-problems.js";
import { diagnoseSite } from "./diagnose-site.js";
import { discoverMapping } from "./discover-mapping.js";
import { findTickets } from "./find-tickets.js";
import { listTickets } from "./list-tickets.js";
import { PLATFORM_REQUESTS, SERVICE_REQUESTS } from "./read-requests.js";

/** Reads changes of Jira, Cloud or Data Center, whose approval is a step of their workflow. */
export function createJira(limits: Partial<ConnectorLimits> = {}): TicketSystem {
  return create("jira", PLATFORM_REQUESTS, limits);
}

/** Reads changes of Jira Service Management, Cloud or Data Center, which has approvals of its own. */
export function createJiraServiceManagement(limits: Partial<ConnectorLimits> = {}): TicketSystem {
  return create("jira-service-management", SERVICE_REQUESTS, limits);
}

function create(system: string, readRequests: readonly string[], limits: Partial<ConnectorLimits>): TicketSystem {
  return {
    system,
    readRequests,
    declarationProblems,
    list: (request, since) => listTickets(system, request, since, limits),
    find: (request, numbers) => findTickets(system, request, numbers, limits),
    discover: (request) => discoverMapping(request, limits),
    diagnose: (request) => diagnoseSite(request, limits),
  };
}
