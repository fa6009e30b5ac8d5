import type { CollectedLook } from "#schemas/collection-upload";
import type { Engine, EngineNode } from "#schemas/estate";
import { ERROR_KINDS, type ErrorCode } from "#services/core/errors";
import type { Problem } from "#services/core/readiness/readiness-input";
import type { KeptUpload } from "#services/ports/collection-store";
import type { EstateRepository, Ledger } from "#services/ports/estate-repository";
import type { Collection } from "../look/collect-node.js";
import { findSetBack } from "../look/find-set-back.js";

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
  const wrongClock = findWrongClock(handedIn);
  if (wrongClock !== undefined) return failed(wrongClock);
  const { snapshot } = await repository.openSnapshotCommit(kept.commit);
  return {
    state: "read",
    snapshot: { ...snapshot, takenAt: look.takenAt, coverage: look.coverage, facts: look.facts },
    ref: { commit: kept.commit, digest: snapshot.digest, takenAt: look.takenAt, changed: kept.changed },
  };
}

/** A look is dated by the collector's clock, and so are the engine's acts held against it: where that clock is wrong, so is every age and window. */
function findWrongClock({ upload: { clockSkewMs = 0, collector } }: KeptUpload): Problem | undefined {
  if (Math.abs(clockSkewMs) <= MAX_SKEW_MS) return undefined;
  const seconds = Math.round(Math.abs(clockSkewMs) / 1000);
  return {
    code: "collector-clock",
    message: `The clock of the collector '${collector}' was ${seconds} seconds away from ours.`,
  };
}

/** As far as policy lets a node's clock be away by itself. */
const MAX_SKEW_MS = 120_000;

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
