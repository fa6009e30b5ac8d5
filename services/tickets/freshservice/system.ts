import type { TicketSystem } from "#services/ports/ticket-system";
import type { ConnectorLimits } from "#services/wire/connector-limits";
import { declarationProblems } from "./declaration-problems.js";
import { diagnoseAccount } from "./diagnose-account.js";
import { discoverMapping } from "./discover-mapping.js";
import { ensureNote } from "./ensure-note.js";
import { findChanges } from "./find-changes.js";
import { listChanges } from "./list-changes.js";
import { READ_REQUESTS, WRITE_REQUESTS } from "./read-requests.js";

/** Reads the changes of a Freshservice, with their approvals. */
export function createFreshservice(limits: Partial<ConnectorLimits> = {}): TicketSystem {
  return {
    system: "freshservice",
    readRequests: READ_REQUESTS,
    writeRequests: WRITE_REQUESTS,
    ensureNote: (request, note) => ensureNote(request, note, limits),
    declarationProblems,
    list: (request, since) => listChanges(request, since, limits),
    find: (request, numbers) => findChanges(request, numbers, limits),
    discover: (request) => discoverMapping(request, limits),
    diagnose: (request) => diagnoseAccount(request, limits),
  };
}
