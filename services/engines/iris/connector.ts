import type { Connector } from "#services/ports/connector";
import { type ConnectorLimits, DEFAULT_LIMITS } from "#services/wire/connector-limits";
import { nodeProblems } from "./node-problems.js";
import { READ_REQUESTS } from "./read-requests.js";

/** Reads Ensemble 2018, HealthShare, Health Connect and IRIS for Health through their source code file interface. */
export function createIrisConnector(limits: Partial<ConnectorLimits> = {}): Connector {
  const effective = { ...DEFAULT_LIMITS, ...limits };
  return {
    product: "iris",
    readRequests: READ_REQUESTS,
    nodeProblems,
    async *read(request) {
      const { readNode } = await import("./read-node.js");
      yield* readNode(request, effective);
    },
    diagnose: async (request) => (await import("./diagnose-node.js")).diagnoseNode(request, effective),
  };
}
