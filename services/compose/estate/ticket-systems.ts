import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { TicketMapping } from "#schemas/ticket-mapping";
import { LockstepError } from "#services/core/errors";
import { formOf } from "#services/core/form-of";
import { findMappingProblems } from "#services/core/tickets/find-mapping-problems";
import type { TicketSystem } from "#services/ports/ticket-system";
import { PROJECT_ROOT } from "#services/project-root";
import { createFreshservice } from "#services/tickets/freshservice/system";
import { createGitHubIssues } from "#services/tickets/github-issues/system";
import { createJira, createJiraServiceManagement } from "#services/tickets/jira/system";
import { createProfiled } from "#services/tickets/profiled/create-profiled";
import { HALO } from "#services/tickets/profiled/halo";
import { IVANTI } from "#services/tickets/profiled/ivanti";
import { SERVICEDESK_PLUS } from "#services/tickets/profiled/servicedesk-plus";
import { XURRENT } from "#services/tickets/profiled/xurrent";
import { createServiceNow } from "#services/tickets/servicenow/system";
import { createTopdesk } from "#services/tickets/topdesk/system";

/** Every ticket system that is asked over its API, by the name that estate.yaml uses: one line each. */
const TICKET_SYSTEMS: Readonly<Record<string, TicketSystem>> = {
  jira: createJira(),
  "jira-service-management": createJiraServiceManagement(),
  freshservice: createFreshservice(),
  "github-issues": createGitHubIssues(),
  halo: createProfiled(HALO),
  ivanti: createProfiled(IVANTI),
  "servicedesk-plus": createProfiled(SERVICEDESK_PLUS),
  servicenow: createServiceNow(),
  topdesk: createTopdesk(),
  xurrent: createProfiled(XURRENT),
};

/** @throws LockstepError `usage` where no such ticket system is known */
export function ticketSystemNamed(name: string): TicketSystem {
  const system = Object.hasOwn(TICKET_SYSTEMS, name) ? TICKET_SYSTEMS[name] : undefined;
  if (system !== undefined) return system;
  throw new LockstepError(
    "usage",
    `There is no ticket system ${JSON.stringify(name.slice(0, 40))}; there are: ${TICKET_SYSTEM_NAMES.join(", ")}.`,
  );
}

/** The makes of all ticket systems. */
export const TICKET_SYSTEM_NAMES: readonly string[] = Object.keys(TICKET_SYSTEMS);

const isMapping = formOf<TicketMapping>(TicketMapping);

/**
 * The mapping of a make as it ships, which `tickets discover` begins with.
 * @throws LockstepError `policy-invalid` where it does not fit its schema
 */
export function defaultMappingOf(name: string): TicketMapping {
  const { system } = ticketSystemNamed(name);
  const value: unknown = parse(
    readFileSync(join(PROJECT_ROOT, "baselines", "ticket-mappings", `${system}.yaml`), "utf8"),
  );
  const problems = isMapping(value)
    ? findMappingProblems(value, system)
    : isMapping.faults().map(({ instancePath, message = "is not valid" }) => ({ path: instancePath, message }));
  if (isMapping(value) && problems.length === 0) return value;
  const told = problems.map(({ path, message }) => `${path} ${message}`).join("; ");
  throw new LockstepError("policy-invalid", `The mapping of ${system} that ships cannot be used: ${told}.`);
}
