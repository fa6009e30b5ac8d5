import type { TicketSystem } from "#services/ports/ticket-system";
import type { ConnectorLimits } from "#services/wire/connector-limits";
import { declarationProblems } from "./declaration-problems.js";
import { diagnoseRepository } from "./diagnose-repository.js";
import { discoverMapping } from "./discover-mapping.js";
import { ensureNote } from "./ensure-note.js";
import { findIssues } from "./find-issues.js";
import { listIssues } from "./list-issues.js";
import { READ_REQUESTS, WRITE_REQUESTS } from "./read-requests.js";

/** Reads changes kept as issues of one GitHub repository: window in an issue form, approval as a label set by somebody who may. */
export function createGitHubIssues(limits: Partial<ConnectorLimits> = {}): TicketSystem {
  return {
    system: "github-issues",
    readRequests: READ_REQUESTS,
    writeRequests: WRITE_REQUESTS,
    ensureNote: (request, note) => ensureNote(request, note, limits),
    declarationProblems,
    list: (request, since) => listIssues(request, since, limits),
    find: (request, numbers) => findIssues(request, numbers, limits),
    discover: (request) => discoverMapping(request, limits),
    diagnose: (request) => diagnoseRepository(request, limits),
  };
}
