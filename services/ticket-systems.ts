import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { TicketMapping } from "#schemas/ticket-mapping";
import { formOf } from "#services/core/form-of";
import { LockstepError } from "./core/errors.js";
import { findMappingProblems } from "./core/tickets/find-mapping-problems.js";
import type { TicketSystem } from "./ports/ticket-system.js";
import { PROJECT_ROOT } from "./project-root.js";
import { createFreshservice } from "./tickets/freshservice/system.js";
import { createGitHubIssues } from "./tickets/github-issues/system.js";
import { createJira, createJiraServiceManagement } from "./tickets/jira/system.js";
import { createProfiled } from "./tickets/profiled/create-profiled.js";
import { HALO } from "./tickets/profiled/halo.js";
import { IVANTI } from "./tickets/profiled/ivanti.js";
import { SERVICEDESK_PLUS } from "./tickets/profiled/servicedesk-plus.js";
import { XURRENT } from "./tickets/profiled/xurrent.js";
import { createServiceNow } from "./tickets/servicenow/system.js";
import { createTopdesk } from "./tickets/topdesk/system.js";

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
