import canonicalize from "canonicalize";
import type { Role } from "#schemas/estate";
import type { PassingChangeRecord } from "#schemas/run";
import type { EngineEvent, Snapshot } from "#schemas/snapshot";
import { compareText } from "../text/compare-text.js";
import { digestOf } from "../text/digest.js";
import { epochOf, showEpoch } from "./epoch-of.js";
import { findReferences } from "./find-references.js";
import type { RepeatedSaves } from "./find-repeated-saves.js";
import { listActs } from "./list-acts.js";
import { type ArtefactRecord, narrowInterval } from "./narrow-interval.js";
import { type DeployedBetween, wasDeployedBetween } from "./was-deployed-between.js";

/** One node at two looks, one after the other. */
export interface TwoLooks {
  readonly engineId: string;
  readonly nodeId: string;
  readonly role: Role;
  /** When each was taken. */
  readonly between: readonly [last: string, now: string];
  readonly last: Pick<Snapshot, "entries" | "coverage">;
  readonly now: Pick<Snapshot, "entries" | "coverage">;
  /** What the engine recorded, as the later look read it. */
  readonly record: ArtefactRecord;
  readonly referencePatterns: readonly string[];
  /** The instant of the run. */
  readonly at: string;
}

/**
 * Finds what was changed and put back between two looks, or made and taken away: saved at least twice, and the same at both. One save
 * that changes nothing is no change. What differs is a finding, with all its acts, and no passing change.
 */
export function findPassingChanges(repeated: readonly RepeatedSaves[], looks: TwoLooks): PassingChangeRecord[] {
  const found = repeated.flatMap((unit) => {
    const held = unit.key === "*" ? heldByKind(unit.kind, looks) : heldByArtefact(unit, looks);
    return held === undefined ? [] : [recordOf(unit, held, looks)];
  });
  return found.sort(
    (a, b) => compareText(a.artefact.kind, b.artefact.kind) || compareText(a.artefact.key, b.artefact.key),
  );
}

type Held = Pick<PassingChangeRecord, "held"> & { readonly name: string; readonly path: string };

function heldByArtefact({ kind, key }: RepeatedSaves, { last, now }: TwoLooks): Held | undefined {
  const [before, after] = [last, now].map(({ entries }) =>
    entries.find((entry) => entry.kind === kind && entry.key === key),
  );
  if (before !== undefined && after !== undefined) {
    return before.digest === after.digest ? { held: "same", name: after.name, path: after.path } : undefined;
  }
  // What was not read is not absent.
  const isAbsent = before === after && last.coverage.complete && now.coverage.complete;
  return isAbsent ? { held: "absent", name: key, path: "" } : undefined;
}

function heldByKind(kind: string, { last, now }: TwoLooks): Held | undefined {
  const [before, after] = [last, now].map(({ entries }) => JSON.stringify(contentOf(kind, entries)));
  const isSame = before === after && now.entries.some((entry) => entry.kind === kind);
  return isSame ? { held: "same", name: kind.replaceAll("-", " "), path: "" } : undefined;
}

function contentOf(kind: string, entries: Snapshot["entries"]): readonly string[] {
  return entries
    .filter((entry) => entry.kind === kind)
    .map(({ key, digest }) => `${key}\0${digest}`)
    .sort(compareText);
}

function recordOf(unit: RepeatedSaves, { held, name, path }: Held, looks: TwoLooks): PassingChangeRecord {
  const { engineId, nodeId, role, between, record, at, referencePatterns } = looks;
  const { kind, key, saves } = unit;
  const { deployed, ran } = wasDeployedBetween(unit, record.events);
  const own = [...saves, ...record.events.filter((event) => isRunOf(event, unit))];
  const looked = [between[0], laterOf(between[1], saves.at(-1)?.at)] as const;
  const { interval, actors } = narrowInterval(looked, { ...record, events: own });
  const acts = listActs(looked, { ...record, events: own });
  const words = acts.map(({ act }) => ({ before: null, after: act }));
  return {
    id: digestOf(
      canonicalize({ engineId, nodeId, kind, key, saves: saves.map(({ id, at: time }) => [id, time]) }) ?? "",
    ),
    nodeId,
    role,
    artefact: { kind, key, name, path },
    held,
    between: [...between],
    saves: saves.length,
    deployed,
    seenAt: at,
    change: {
      engineId,
      nodeId,
      role,
      interval: [...interval],
      tookEffect: effectOf(ran, between[1], record.skewMs),
      actors: [...actors],
      ...(acts.length === 0 ? {} : { acts }),
      // The content that stood in between was never seen.
      digest: null,
      references: findReferences(words, referencePatterns),
    },
  };
}

function laterOf(look: string, save: string | undefined): string {
  return save !== undefined && (epochOf(save) ?? 0) > (epochOf(look) ?? 0) ? save : look;
}

/** Deployments and starts of the very artefact. */
function isRunOf({ phase, artefact }: EngineEvent, { kind, key }: RepeatedSaves): boolean {
  return (phase === "deploy" || phase === "start") && artefact?.kind === kind && artefact.key === key;
}

/** From the deployment of what stood in between until that of what was put back, or until now. */
function effectOf(
  ran: DeployedBetween["ran"],
  now: string,
  skewMs: number,
): PassingChangeRecord["change"]["tookEffect"] {
  if (ran === null) return null;
  const room = Math.abs(skewMs);
  const [from, until] = ran;
  return [showEpoch(from - room), until === null ? now : showEpoch(until + room)];
}
