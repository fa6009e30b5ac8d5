import type { CollectedLook } from "#schemas/collection-upload";
import type { Engine, EngineNode } from "#schemas/estate";
import type { NodeFacts } from "#schemas/snapshot";
import { ERROR_KINDS, type ErrorCode } from "#services/core/errors";
import type { Problem } from "#services/core/readiness/readiness-input";
import type { KeptUpload } from "#services/ports/collection-store";
import type { EstateRepository, Ledger } from "#services/ports/estate-repository";
import type { Collection } from "../collect-node.js";
import { findSetBack } from "../find-set-back.js";

export interface CollectedContext {
  readonly repository: EstateRepository;
  readonly ledger: Ledger;
  /** What the engine's collector handed in last; `undefined`: nothing yet. */
  readonly handedIn?: KeptUpload | undefined;
}

/**
 * Takes what a collector handed in of a node in the place of a read: no connection is opened. Its age, its gaps and its faults count as those of any
 * look do; where nothing was handed in, that is the fault.
 */
export async function takeCollected(engine: Engine, node: EngineNode, context: CollectedContext): Promise<Collection> {
  const { handedIn, repository } = context;
  const { setBack, serverId } = await findSetBack(engine.id, node.id, context);
  if (setBack !== undefined) return failed(setBack);
  const look = handedIn?.upload.looks.find(({ nodeId }) => nodeId === node.id);
  if (handedIn === undefined || look === undefined) return failed(nothingOf(engine, node, handedIn));
  if (look.state === "failed") return failed(toldBy(look, handedIn));
  const kept = handedIn.looks[node.id];
  if (kept === undefined) return failed(nothingOf(engine, node, handedIn));
  const expected = node.serverId ?? serverId;
  if (expected !== undefined && look.facts.serverId !== undefined && look.facts.serverId !== expected) {
    return failed({
      code: "wrong-server",
      message: `${node.id} answered the collector as another server than the one recorded.`,
    });
  }
  const { snapshot } = await repository.openSnapshotCommit(kept.commit);
  const facts = byOurClock(look.facts, handedIn.upload.clockSkewMs);
  return {
    state: "read",
    snapshot: { ...snapshot, takenAt: look.takenAt, coverage: look.coverage, facts },
    ref: { commit: kept.commit, digest: snapshot.digest, takenAt: look.takenAt, changed: kept.changed },
  };
}

/** The engine's clock was held against the collector's; how far that one is from ours, the collector told. */
function byOurClock(facts: NodeFacts, collectorSkewMs: number | undefined): NodeFacts {
  const { clockSkewMs } = facts;
  if (clockSkewMs === undefined && (collectorSkewMs === undefined || Math.abs(collectorSkewMs) < TREMBLE_MS))
    return facts;
  return { ...facts, clockSkewMs: (clockSkewMs ?? 0) + (collectorSkewMs ?? 0) };
}

/** What the way over the network alone makes of two clocks that agree. */
const TREMBLE_MS = 5_000;

function nothingOf({ collector = "" }: Engine, { id }: EngineNode, handedIn: KeptUpload | undefined): Problem {
  const what =
    handedIn === undefined ? "has handed in nothing yet" : `handed in no look at it, at ${handedIn.upload.at}`;
  return { code: "nothing-collected", message: `${id} is read by the collector '${collector}', which ${what}.` };
}

function toldBy(look: Extract<CollectedLook, { state: "failed" }>, { upload }: KeptUpload): Problem {
  const { code, message, remedy } = look.problem;
  const known: ErrorCode = Object.hasOwn(ERROR_KINDS, code) ? (code as ErrorCode) : "answer-unexpected";
  const told = `${message.slice(0, 2000)} So said the collector '${upload.collector}' at ${look.at}.`;
  return remedy === undefined ? { code: known, message: told } : { code: known, message: told, remedy };
}

function failed(problem: Problem): Collection {
  return { state: "failed", problem };
}
