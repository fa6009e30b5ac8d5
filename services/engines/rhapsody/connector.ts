import type { EngineNode } from "#schemas/estate";
import type { Connector } from "#services/ports/connector";
import { type ConnectorLimits, DEFAULT_LIMITS } from "#services/wire/connector-limits";
import { READ_REQUESTS } from "./read-sources.js";

/** An engine that is starting is asked four times a minute at most: each question may be a login, and five are allowed. */
const LIMITS: ConnectorLimits = { ...DEFAULT_LIMITS, startingPollMs: 15_000, startingWaitMs: 60_000 };

/** Reads Rhapsody Integration Engine 6.x through its REST API; 7.x in the same way, unproven. */
export function createRhapsodyConnector(limits: Partial<ConnectorLimits> = {}): Connector {
  const effective = { ...LIMITS, ...limits };
  return {
    product: "rhapsody",
    readRequests: READ_REQUESTS,
    nodeProblems,
    async *read(request) {
      const { readNode } = await import("./read-node.js");
      yield* readNode(request, effective);
    },
    diagnose: async (request) => (await import("./diagnose-node.js")).diagnoseNode(request, effective),
  };
}

function nodeProblems(node: EngineNode): readonly string[] {
  return [
    ...(node.url === undefined ? ["url is missing"] : []),
    ...(node.namespaces === undefined ? [] : ["namespaces are for InterSystems engines"]),
    ...(node.command === undefined ? [] : ["command is for engines that are read by a command"]),
  ];
}
