import type { Finding } from "#schemas/finding";
import type { ChangeFactsRecord, ChangesByFinding } from "#schemas/run";
import type { ArtefactEntry } from "#schemas/snapshot";
import { actsOn } from "#services/core/authorisation/acts-on";
import { asksForTicket } from "#services/core/authorisation/asks-for-ticket";
import { type ChangedSide, digestOfFinding } from "#services/core/authorisation/digest-of-finding";
import { findReferences } from "#services/core/authorisation/find-references";
import { listActs } from "#services/core/authorisation/list-acts";
import { narrowInterval } from "#services/core/authorisation/narrow-interval";
import type { JudgedNode } from "#services/core/derive-report";
import { rolesThatLeft } from "#services/core/match-tickets";
import type { ArtefactVersion, EstateRepository } from "#services/ports/estate-repository";
import type { LookHistory } from "../look/look-history.js";
import type { CommentsOf } from "./comments-of.js";
import type { EarlierBaselines } from "./earlier-baselines.js";
import type { EngineActs } from "./look-at-node.js";
import { createRevisionReader, type RevisionReader } from "./revision-reader.js";

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
  readonly commentsOf: CommentsOf;
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
  const fresh: Finding[] = [];
  for (const finding of findings) {
    if (!asksForTicket(finding)) continue;
    const before = known[finding.id] ?? [];
    changes[finding.id] = before;
    if (before.length === 0 && gathering.baselineSince !== null) fresh.push(finding);
  }
  const sides = {
    production: await openSide(fresh, "production", gathering),
    standby: await openSide(fresh, "standby", gathering),
  };
  for (const finding of fresh) changes[finding.id] = await gatherOne(finding, sides, gathering);
  return changes;
}

type Side = ChangedSide;

/** A node of the pair with what is asked of it for each finding. */
interface OpenedSide {
  readonly judged: JudgedNode;
  readonly recorded: EngineActs;
  readonly entryOf: (artefact: Finding["artefact"]) => ArtefactEntry | undefined;
  /** The newest version of each artefact that left the baseline here, by path. */
  readonly newest: ReadonlyMap<string, ArtefactVersion>;
  readonly revisions: RevisionReader;
}

/** Asks for the versions of all artefacts together: one question each took longer than everything else of a run. */
async function openSide(findings: readonly Finding[], side: Side, gathering: ChangeGathering): Promise<OpenedSide> {
  const { engineId, repository } = gathering;
  const judged = gathering[side];
  const entries = new Map(judged.snapshot?.entries.map((entry) => [`${entry.kind}\0${entry.key}`, entry]));
  const entryOf = ({ kind, key }: Finding["artefact"]): ArtefactEntry | undefined => entries.get(`${kind}\0${key}`);
  const left = findings.filter(({ case: driftCase }) => sidesThatLeft(driftCase).includes(side));
  const paths = left.map(({ artefact }) => entryOf(artefact)?.path ?? artefact.path);
  const newest = await repository.newestVersions(engineId, judged.node.id, paths);
  const revisions = createRevisionReader(repository, { engineId, nodeId: judged.node.id });
  return { judged, recorded: gathering.recorded[side], entryOf, newest, revisions };
}

function sidesThatLeft(driftCase: Finding["case"]): Side[] {
  return rolesThatLeft(driftCase).map((role) => (role === "primary" ? "production" : "standby"));
}

async function gatherOne(
  finding: Finding,
  sides: Readonly<Record<Side, OpenedSide>>,
  gathering: ChangeGathering,
): Promise<ChangeFactsRecord[]> {
  const changes: ChangeFactsRecord[] = [];
  const { engineId, dialect } = gathering;
  for (const side of sidesThatLeft(finding.case)) {
    const content = {
      digest: digestOfFinding(finding, { engineId, side, dialect }),
      references: findReferences(gathering.commentsOf(finding, side), gathering.referencePatterns),
    };
    const change = await gatherOnNode(finding, sides[side], content, gathering);
    if (change !== undefined) changes.push(change);
  }
  return changes;
}

/** `undefined` where the node did not move: the baseline did. */
async function gatherOnNode(
  finding: Finding,
  side: OpenedSide,
  content: Pick<ChangeFactsRecord, "digest" | "references">,
  gathering: ChangeGathering,
): Promise<ChangeFactsRecord | undefined> {
  const { judged, recorded } = side;
  const interval = await findInterval(finding, side, gathering);
  if (await isOnlyLeftBehind(finding, side, interval[1], gathering)) return undefined;
  const events = actsOn(finding.artefact, recorded.events);
  const skewMs = judged.look.clockSkewMs ?? 0;
  const record = { events, from: recorded.from, skewMs };
  const narrowed = narrowInterval(interval, record);
  const acts = listActs(interval, record);
  const revisions = await revisionsOf(finding, side, interval[0]);
  return {
    engineId: gathering.engineId,
    nodeId: judged.node.id,
    role: judged.look.role,
    interval: [...narrowed.interval],
    tookEffect: narrowed.tookEffect === null ? null : [...narrowed.tookEffect],
    actors: [...narrowed.actors],
    ...(acts.length === 0 ? {} : { acts }),
    ...(revisions === undefined ? {} : { revisions }),
    ...content,
  };
}

/** `undefined` where the engine stamps none, or where the artefact never was on this node. */
async function revisionsOf(
  { artefact }: Finding,
  { entryOf, newest, revisions }: OpenedSide,
  lastClean: string | null,
): Promise<ChangeFactsRecord["revisions"]> {
  const path = entryOf(artefact)?.path ?? artefact.path;
  const version = newest.get(path);
  return version === undefined ? undefined : await revisions.read(path, lastClean, version.commit);
}

/** The node still holds what was approved before, and has not changed since the baseline in force was approved. */
async function isOnlyLeftBehind(
  { artefact }: Finding,
  { entryOf }: OpenedSide,
  firstDirty: string,
  { baselineSince, earlierBaselines }: ChangeGathering,
): Promise<boolean> {
  if (baselineSince === null || firstDirty > baselineSince) return false;
  return earlierBaselines.held(artefact, entryOf(artefact)?.digest ?? null);
}

/** After the last look that did not see this content, and not after the first that did. */
async function findInterval(
  { artefact }: Finding,
  { judged, entryOf, newest }: OpenedSide,
  { history }: ChangeGathering,
): Promise<[string | null, string]> {
  const here = entryOf(artefact);
  const version = newest.get(here?.path ?? artefact.path);
  const seen = judged.look.seenAt ?? judged.snapshot?.takenAt ?? "";
  // Never seen on this node: it is absent since the very first look.
  if (version === undefined) return [null, (await history.firstLook(judged.node.id)) ?? seen];
  const firstDirty = version.digest === (here?.digest ?? null) ? version.takenAt : seen;
  return [await history.lastLookBefore(judged.node.id, firstDirty), firstDirty];
}
