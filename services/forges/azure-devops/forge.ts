import type { Forge } from "#services/ports/forge";
import type { ConnectorLimits } from "#services/wire/connector-limits";
import { declarationProblems } from "./read-place.js";
import { REQUESTS } from "./requests.js";

/** Pull requests of Azure DevOps, Services and Server. */
export function createAzureDevOpsForge(limits: Partial<ConnectorLimits> = {}): Forge {
  return {
    system: "azure-devops",
    requests: REQUESTS,
    declarationProblems,
    open: async (request) => (await import("./open-session.js")).openSession(request, limits),
    diagnose: async (request) => (await import("./diagnose.js")).diagnose(request, limits),
  };
}
