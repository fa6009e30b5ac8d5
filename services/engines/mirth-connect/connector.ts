import type { Connector } from "#services/ports/connector";
import { type ConnectorLimits, DEFAULT_LIMITS } from "#services/wire/connector-limits";
import { READ_REQUESTS } from "./read-sources.js";

/** Reads Mirth Connect 3.4 to 4.5, Open Integration Engine and BridgeLink through their administration API. */
export function createMirthConnector(limits: Partial<ConnectorLimits> = {}): Connector {
  const effective = { ...DEFAULT_LIMITS, ...limits };
  return {
    product: "mirth-connect",
    readRequests: READ_REQUESTS,
    nodeProblems: (node) => (node.url === undefined ? ["url is missing"] : []),
    async *read(request) {
      const { readNode } = await import("./read-node.js");
      yield* readNode(request, effective);
    },
    diagnose: async (request) => (await import("./diagnose-node.js")).diagnoseNode(request, effective),
  };
}
