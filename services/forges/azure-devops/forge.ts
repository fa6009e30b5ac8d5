import type { Forge } from "#services/ports/forge";
import type { ConnectorLimits } from "#services/wire/connector-limits";
import { diagnose } from "./diagnose.js";
import { openSession } from "./open-session.js";
import { declarationProblems } from "./read-place.js";
import { REQUESTS } from "./requests.js";

/** Pull requests of Azure DevOps, Services and Server. */
export function createAzureDevOpsForge(limits: Partial<ConnectorLimits> = {}): Forge {
  return {
    system: "azure-devops",
    requests: REQUESTS,
    declarationProblems,
    open: (request) => openSession(request, limits),
    diagnose: (request) => diagnose(request, limits),
  };
}
