import type { Engine, EngineNode } from "#schemas/estate";
import type { ReadRequest } from "#services/ports/connector";
import type { EstateRepository } from "#services/ports/estate-repository";

export interface RequestContext {
  readonly repository: EstateRepository;
  readonly now: () => Date;
  readonly passwordOf: (node: EngineNode) => string | undefined;
  readonly signal?: AbortSignal;
  readonly onProgress?: (step: { nodeId: string; source: string; bytes: number }) => void;
}

/** The id that a node must have is the declared one, else the one of its last recorded look, else that of its last snapshot. */
export async function readRequest(
  engine: Engine,
  node: EngineNode,
  recordedServerId: string | undefined,
  context: RequestContext,
): Promise<ReadRequest> {
  const password = context.passwordOf(node);
  const recorded = node.serverId ?? recordedServerId;
  const last = recorded === undefined ? await context.repository.openSnapshot(engine.id, node.id) : undefined;
  const expectedServerId = recorded ?? last?.snapshot.facts.serverId;
  const { onProgress } = context;
  return {
    node,
    now: context.now,
    ...(password === undefined ? {} : { password }),
    ...(expectedServerId === undefined ? {} : { expectedServerId }),
    ...(context.signal === undefined ? {} : { signal: context.signal }),
    ...(onProgress === undefined ? {} : { onProgress: (step) => onProgress({ nodeId: node.id, ...step }) }),
  };
}
