import type { Finding } from "#schemas/finding";
import type { ChangeFactsRecord, ChangesByFinding } from "#schemas/run";
import type { EngineEvent } from "#schemas/snapshot";
import { changeDigest } from "#services/core/authorisation/change-digest";
import { findReferences } from "#services/core/authorisation/find-references";
import { narrowInterval } from "#services/core/authorisation/narrow-interval";
import type { JudgedNode } from "#services/core/derive-report";
import { rolesThatLeft } from "#services/core/match-tickets";
import type { EstateRepository } from "#services/ports/estate-repository";
import type { EarlierBaselines } from "./earlier-baselines.js";
import type { EngineActs } from "./look-at-node.js";
import type { LookHistory } from "./look-history.js";

export interface ChangeGathering {
  readonly engineId: string;
  readonly production: JudgedNode;
  readonly standby: JudgedNode;
  /** What the engines recorded, read in this run. */
  readonly recorded: { readonly production: EngineActs; readonly standby: EngineActs };
  readonly repository: EstateRepository;
  readonly history: LookHistory;
  readonly referencePatterns: readonly string[];
  readonly dialect: string;
  /** When the baseline was approved; `null` without one, and then no node has left anything. */
  readonly baselineSince: string | null;
  readonly earlierBaselines: EarlierBaselines;
  /** Text in which people write ticket numbers, by finding. */
  readonly commentsOf: (finding: Finding) => readonly { before: string | null; after: string | null }[];
}

/**
 * Finds out for each finding that nothing explains when its change was made and by whom: between the last clean and the
 * first dirty look, narrowed by the engine's own record. A finding known from the run before keeps what was found then.
 */
export async function gatherChanges(
  findings: readonly Finding[],
  gathering: ChangeGathering,
): Promise<ChangesByFinding> {
  const changes: Record<string, ChangeFactsRecord[]> = {};
  const known = await gathering.history.knownChanges(gathering.standby.node.id);
  for (const finding of findings) {
    if (finding.case === "in-lockstep" || finding.explainedBy !== null) continue;
    const before = known[finding.id] ?? [];
    changes[finding.id] = before.length > 0 ? before : await gatherOne(finding, gathering);
  }
  return changes;
}

async function gatherOne(finding: Finding, gathering: ChangeGathering): Promise<ChangeFactsRecord[]> {
  const changes: ChangeFactsRecord[] = [];
  if (gathering.baselineSince === null) return changes;
  for (const role of rolesThatLeft(finding.case)) {
    const change = await gatherOnNode(finding, role === "primary" ? "production" : "standby", gathering);
    if (change !== undefined) changes.push(change);
  }
  return changes;
}

/** `undefined` where the node did not move: the baseline did. */
async function gatherOnNode(
  finding: Finding,
  side: "production" | "standby",
  gathering: ChangeGathering,
): Promise<ChangeFactsRecord | undefined> {
  const judged = gathering[side];
  const interval = await findInterval(finding, judged, gathering);
  if (await isOnlyLeftBehind(finding, judged, interval[1], gathering)) return undefined;
  const { events, from } = gathering.recorded[side];
  const skewMs = judged.look.clockSkewMs ?? 0;
  const narrowed = narrowInterval(interval, { events: eventsOn(finding, events), from, skewMs });
  return {
    engineId: gathering.engineId,
    nodeId: judged.node.id,
    role: judged.look.role,
    interval: [...narrowed.interval],
    tookEffect: narrowed.tookEffect === null ? null : [...narrowed.tookEffect],
    actors: [...narrowed.actors],
    digest: digestOfChange(finding, side, gathering),
    references: findReferences(gathering.commentsOf(finding), gathering.referencePatterns),
  };
}

/** The node still holds what was approved before, and has not changed since the baseline in force was approved. */
async function isOnlyLeftBehind(
  finding: Finding,
  judged: JudgedNode,
  firstDirty: string,
  { baselineSince, earlierBaselines }: ChangeGathering,
): Promise<boolean> {
  if (baselineSince === null || firstDirty > baselineSince) return false;
  const { kind, key } = finding.artefact;
  const here = judged.snapshot?.entries.find((entry) => entry.kind === kind && entry.key === key);
  return earlierBaselines.held(finding.artefact, here?.digest ?? null);
}

/** After the last look that did not see this content, and not after the first that did. */
async function findInterval(
  finding: Finding,
  judged: JudgedNode,
  { repository, engineId, history }: ChangeGathering,
): Promise<[string | null, string]> {
  const { kind, key, path } = finding.artefact;
  const here = judged.snapshot?.entries.find((entry) => entry.kind === kind && entry.key === key);
  const [newest] = await repository.history(engineId, judged.node.id, here?.path ?? path);
  const seen = judged.look.seenAt ?? judged.snapshot?.takenAt ?? "";
  // Never seen on this node: it is absent since the very first look.
  if (newest === undefined) return [null, (await history.firstLook(judged.node.id)) ?? seen];
  const firstDirty = newest.digest === (here?.digest ?? null) ? newest.takenAt : seen;
  return [await history.lastLookBefore(judged.node.id, firstDirty), firstDirty];
}

/** What the engine recorded of this artefact; an act on a whole kind (the configuration map) counts for each of it. */
function eventsOn(finding: Finding, events: readonly EngineEvent[]): EngineEvent[] {
  const { kind, key } = finding.artefact;
  return events.filter(
    ({ artefact }) =>
      (artefact?.kind === kind || artefact?.kind === "*") && (artefact.key === key || artefact.key === "*"),
  );
}

function digestOfChange(finding: Finding, side: "production" | "standby", gathering: ChangeGathering): string {
  const { kind, key } = finding.artefact;
  return changeDigest({
    scope: { engine: gathering.engineId, kind, key },
    fromDigest: null,
    toDigest: null,
    dialect: gathering.dialect,
    ops: finding.changes.map((change) => ({ path: change.path, from: change.baseline, to: change[side] })),
  });
}
