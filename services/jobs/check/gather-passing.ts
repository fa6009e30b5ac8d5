import type { Look, PassingChangeRecord, PassingRecord, UntoldTime } from "#schemas/run";
import type { Snapshot } from "#schemas/snapshot";
import { epochOf } from "#services/core/authorisation/epoch-of";
import { findPassingChanges } from "#services/core/authorisation/find-passing-changes";
import { findRepeatedSaves } from "#services/core/authorisation/find-repeated-saves";
import { reachesBack } from "#services/core/authorisation/narrow-interval";
import { LockstepError } from "#services/core/errors";
import type { EstateRepository } from "#services/ports/estate-repository";
import type { LookHistory } from "../look/look-history.js";
import type { LookedAt } from "./look-at-node.js";

export interface PassingGathering {
  readonly engineId: string;
  readonly repository: Pick<EstateRepository, "openSnapshotCommit">;
  readonly history: Pick<LookHistory, "lookBefore" | "knownPassing">;
  readonly referencePatterns: readonly string[];
  readonly at: string;
}

/** How long a passing change is told: it leaves nothing behind that would be found again. */
const TOLD_MS = 7 * 86_400_000;

/** Finds what came and went on each node since the look before, and keeps what earlier runs found for a week; `undefined` where there is nothing. */
export async function gatherPassing(
  nodes: readonly Pick<LookedAt, "judged" | "recorded">[],
  gathering: PassingGathering,
): Promise<PassingRecord | undefined> {
  const known = (await gathering.history.knownPassing()).filter(({ seenAt }) => isTold(seenAt, gathering.at));
  const found: Found[] = [];
  for (const node of nodes) found.push(await findOnNode(node, gathering));
  const fresh = found.flatMap(({ changes }) => changes).filter(({ id }) => known.every((old) => old.id !== id));
  const changes = [...known, ...fresh];
  const untold = found.flatMap((each) => each.untold);
  return changes.length + untold.length === 0 ? undefined : { changes, untold };
}

function isTold(seenAt: string, at: string): boolean {
  return (epochOf(at) ?? 0) - (epochOf(seenAt) ?? 0) < TOLD_MS;
}

interface Found {
  readonly changes: readonly PassingChangeRecord[];
  readonly untold: readonly UntoldTime[];
}

const NOTHING: Found = { changes: [], untold: [] };

async function findOnNode(
  { judged, recorded }: Pick<LookedAt, "judged" | "recorded">,
  gathering: PassingGathering,
): Promise<Found> {
  const { node, look, snapshot } = judged;
  if (look.takenAt === null || snapshot === undefined) return NOTHING;
  const last = await gathering.history.lookBefore(node.id, look.takenAt);
  // An engine that keeps no record, or shows none, never tells; and of another server the earlier look says nothing.
  if (last?.takenAt == null || last.commit === null || recorded.from === null || isOther(last, look)) return NOTHING;
  const between: [string, string] = [last.takenAt, look.takenAt];
  const skewMs = look.clockSkewMs ?? 0;
  const untold = (because: UntoldTime["because"]): Found => ({
    changes: [],
    untold: [{ nodeId: node.id, between, because }],
  });
  if (!reachesBack(recorded.from, last.takenAt, skewMs)) return untold("record-too-short");
  const record = { events: recorded.events, from: recorded.from, skewMs };
  const repeated = findRepeatedSaves(between, record);
  if (repeated.length === 0) return NOTHING;
  const before = last.commit === look.commit ? snapshot : await openLast(last.commit, gathering);
  if (before === undefined) return untold("snapshot-lost");
  if (before.dialect !== snapshot.dialect) return untold("reader-changed");
  const { engineId, referencePatterns, at } = gathering;
  const about = { engineId, nodeId: node.id, role: look.role, between, record, referencePatterns, at };
  const coverages = { last: last.coverage ?? before.coverage, now: look.coverage ?? snapshot.coverage };
  const changes = findPassingChanges(repeated, {
    ...about,
    last: { entries: before.entries, coverage: coverages.last },
    now: { entries: snapshot.entries, coverage: coverages.now },
  });
  return { changes, untold: [] };
}

function isOther(last: Look, now: Look): boolean {
  return last.serverId !== undefined && now.serverId !== undefined && last.serverId !== now.serverId;
}

async function openLast(commit: string, { repository }: PassingGathering): Promise<Snapshot | undefined> {
  try {
    return (await repository.openSnapshotCommit(commit)).snapshot;
  } catch (error) {
    if (!(error instanceof LockstepError)) throw error;
    return undefined;
  }
}
