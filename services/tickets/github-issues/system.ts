import type { TicketSystem } from "#services/ports/ticket-system";
import type { ConnectorLimits } from "#services/wire/connector-limits";
import { declarationProblems } from "./declaration-problems.js";
import { READ_REQUESTS, WRITE_REQUESTS } from "./read-requests.js";

/** Reads changes kept as issues of one GitHub repository: window in an issue form, approval as a label set by somebody who may. */
export function createGitHubIssues(limits: Partial<ConnectorLimits> = {}): TicketSystem {
  return {
    system: "github-issues",
    readRequests: READ_REQUESTS,
    writeRequests: WRITE_REQUESTS,
    ensureNote: async (request, note) => (await import("./ensure-note.js")).ensureNote(request, note, limits),
    declarationProblems,
    list: async (request, since) => (await import("./list-issues.js")).listIssues(request, since, limits),
    find: async (request, numbers) => (await import("./find-issues.js")).findIssues(request, numbers, limits),
    discover: async (request) => (await import("./discover-mapping.js")).discoverMapping(request, limits),
    diagnose: async (request) => (await import("./diagnose-repository.js")).diagnoseRepository(request, limits),
  };
}
