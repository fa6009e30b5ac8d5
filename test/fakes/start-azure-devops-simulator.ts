import { REQUESTS } from "#services/forges/azure-devops/requests";
import {
  type AzureDevOpsOptions,
  type AzureDevOpsSimulator,
  startAzureDevOpsSimulator as start,
} from "#services/simulators/azure-devops/start-azure-devops-simulator";
import { guardWire } from "./guard-wire.js";

export type { AzureDevOpsOptions, AzureDevOpsSimulator };

/** Starts a simulated Azure DevOps that takes nothing but what the forge says that it sends. */
export async function startAzureDevOpsSimulator(options: AzureDevOpsOptions): Promise<AzureDevOpsSimulator> {
  return guardWire(await start(options), REQUESTS);
}
