import type { Engine, EngineNode } from "#schemas/estate";
import type { Look } from "#schemas/run";
import type { EngineEvent, NodeFacts } from "#schemas/snapshot";
import type { JudgedNode } from "#services/core/derive-report";
import { LockstepError } from "#services/core/errors";
import type { Problem } from "#services/core/readiness/readiness-input";
import type { StoredArtefacts } from "#services/ports/estate-repository";
import { takeCollected } from "../collect/take-collected.js";
import { type Collection, type CollectionContext, collectNode } from "../look/collect-node.js";
import { findSetBack } from "../look/find-set-back.js";
import type { LookHistory } from "../look/look-history.js";

/** A node with what is judged of it. */
export interface OpenedNode {
  readonly judged: JudgedNode;
  readonly stored: StoredArtefacts | undefined;
}

/** The same, straight from a look. */
export interface LookedAt extends OpenedNode {
  readonly recorded: EngineActs;
}

/** What the engine recorded of who did what, as one look read it. */
export interface EngineActs {
  readonly events: readonly EngineEvent[];
  /** The oldest act that it still told; `null` where it told none. */
  readonly from: string | null;
}

/** Reads a node and opens what is stored then; where it cannot be read, the last stored snapshot with its age. */
export async function lookAtNode(
  engine: Engine,
  node: EngineNode,
  context: CollectionContext,
  history: LookHistory,
): Promise<LookedAt> {
  const isOurs = engine.collector === undefined;
  const collection = isOurs ? await collectNode(engine, node, context) : await takeCollected(engine, node, context);
  if (collection.state === "read") {
    const stored = await context.repository.openSnapshotCommit(collection.ref.commit);
    const look = lookOf(node, collection);
    return {
      judged: { node, look, snapshot: stored.snapshot },
      stored,
      recorded: actsOf(collection.snapshot.facts),
    };
  }
  const { stored, doubts } = await openLast(engine.id, node.id, context);
  const last = await history.lastLook(node.id);
  const look: Look = {
    ...neverLooked(node),
    commit: stored?.commit ?? null,
    seenAt: last?.seenAt ?? stored?.snapshot.takenAt ?? null,
    digest: stored?.snapshot.digest ?? null,
    coverage: stored?.snapshot.coverage ?? null,
    problems: [collection.problem, ...doubts.filter(({ message }) => message !== collection.problem.message)],
  };
  return { judged: { node, look, snapshot: stored?.snapshot }, stored, recorded: actsOf({}) };
}

interface LastStored {
  readonly stored: StoredArtefacts | undefined;
  /** Why the store is not to be believed about this node now, whatever it said before the read. */
  readonly doubts: readonly Problem[];
}

/** The store is asked anew: waiting for a node takes minutes, in which others may have written. */
async function openLast(engineId: string, nodeId: string, context: CollectionContext): Promise<LastStored> {
  try {
    const stored = await context.repository.openSnapshot(engineId, nodeId);
    const { setBack } = await findSetBack(engineId, nodeId, context);
    return { stored, doubts: setBack === undefined ? [] : [setBack] };
  } catch (error) {
    if (!(error instanceof LockstepError) || context.signal?.aborted) throw error;
    return { stored: undefined, doubts: [{ code: error.code, message: error.message }] };
  }
}

function actsOf({ events = [], eventsFrom }: NodeFacts): EngineActs {
  return { events, from: eventsFrom ?? null };
}

/** The look at a node that was never taken. */
export function neverLooked({ id, role }: EngineNode): Look {
  return {
    nodeId: id,
    role,
    takenAt: null,
    commit: null,
    seenAt: null,
    digest: null,
    changed: false,
    coverage: null,
    problems: [],
  };
}

function lookOf(node: EngineNode, { snapshot, ref }: Extract<Collection, { state: "read" }>): Look {
  const { clockSkewMs, serverId } = snapshot.facts;
  return {
    nodeId: node.id,
    role: node.role,
    takenAt: snapshot.takenAt,
    commit: ref.commit,
    seenAt: snapshot.takenAt,
    digest: snapshot.digest,
    ...(serverId === undefined ? {} : { serverId }),
    changed: ref.changed,
    ...(clockSkewMs === undefined ? {} : { clockSkewMs }),
    coverage: snapshot.coverage,
    problems: [],
  };
}
