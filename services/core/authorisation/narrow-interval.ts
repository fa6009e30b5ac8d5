import type { EngineEvent } from "#schemas/snapshot";
import type { ChangeFacts, ChangeInterval } from "./change-facts.js";
import { epochOf, showEpoch } from "./epoch-of.js";

/**
 * Narrows the time of a change by what the engine itself recorded of this artefact.
 *
 * An event stands for the time around it by the clock's skew on either side. Saves narrow when the change was made; it took effect
 * from the first deployment after the first save, of which some content was live from then on, until the one that carries the last
 * save: without a save a deployment shows nothing. An act that may have meant
 * something else narrows nothing by itself; beside a save it widens the time, and it says who may have written. Without a clean
 * look before, the beginning stays open; where the record does not reach back to that look, it only says who is known to have
 * written: earlier saves may be forgotten.
 */
export function narrowInterval(
  interval: ChangeInterval,
  { events, from, skewMs }: ArtefactRecord,
): Pick<ChangeFacts, "interval" | "tookEffect" | "actors"> {
  const [notBefore, notAfter] = interval;
  const looked: Span = [epochOf(notBefore) ?? Number.NEGATIVE_INFINITY, epochOf(notAfter) ?? Number.POSITIVE_INFINITY];
  const timed = events.flatMap((event) => spanOf(event, looked, Math.abs(skewMs)));
  const saves = timed.filter(({ phase }) => phase === "save");
  const saved = saves.every(({ isVague }) => isVague) ? null : hull(saves.map(({ span }) => span));
  const deploys = timed.filter(({ phase }) => phase === "deploy");
  const writers = timed.filter(({ phase, actor }) => phase !== "start" && actor !== "");
  const actors = [...new Set(writers.map(({ actor }) => actor))].sort();
  if (!reachesBack(from, notBefore, skewMs)) return { interval, tookEffect: null, actors };
  return {
    interval: asInterval(saved, interval) ?? interval,
    tookEffect: asInterval(saved === null ? null : effectOf(deploys, saves, saved), interval),
    actors,
  };
}

/** What an engine recorded of one artefact on one node. */
export interface ArtefactRecord {
  /** In any order. */
  readonly events: readonly EngineEvent[];
  /** The oldest act of all that could be read; `null` where that is not known. */
  readonly from: string | null;
  /** Engine clock minus ours, or the other way round. */
  readonly skewMs: number;
}

/** Without a clean look there is nothing to reach back to, and a beginning that stays open proves nothing. */
export function reachesBack(from: string | null, clean: string | null, skewMs: number): boolean {
  const [oldest, looked] = [epochOf(from), epochOf(clean)];
  if (clean === null) return true;
  return oldest !== null && looked !== null && oldest + Math.abs(skewMs) <= looked;
}

type Span = readonly [from: number, to: number];

interface TimedEvent {
  readonly phase: EngineEvent["phase"];
  readonly actor: string;
  readonly span: Span;
  /** It may have been on another artefact. */
  readonly isVague: boolean;
}

function spanOf({ at, phase, actor, artefact, removes }: EngineEvent, looked: Span, skewMs: number): TimedEvent[] {
  const epoch = epochOf(at);
  if (epoch === null || phase === "other") return [];
  const from = Math.max(epoch - skewMs, looked[0]);
  const to = Math.min(epoch + skewMs, looked[1]);
  // What puts another list in place of a whole kind is on each artefact of it.
  const isVague = artefact?.kind === "*" || (artefact?.key === "*" && removes !== true);
  return from <= to ? [{ phase, actor, span: [from, to], isVague }] : [];
}

function hull(spans: readonly Span[]): Span | null {
  return spans.reduce<Span | null>(
    (whole, [from, to]) => (whole === null ? [from, to] : [Math.min(whole[0], from), Math.max(whole[1], to)]),
    null,
  );
}

/** All deployments since the first save, up to the one that carries the last: what lay between was live, too. */
function effectOf(deploys: readonly TimedEvent[], saves: readonly TimedEvent[], saved: Span): Span | null {
  const certain = deploys.filter(({ isVague }) => !isVague).map(({ span }) => span);
  const last = firstAfter(certain, saved);
  if (last === null) return null;
  const firstSaved = saves.reduce((first, { span }) => Math.min(first, span[1]), Number.POSITIVE_INFINITY);
  const since = deploys.map(({ span }) => span).filter(([from, to]) => to >= firstSaved && from <= last[1]);
  return hull([last, ...since.map(([from, to]): Span => [from, Math.min(to, last[1])])]);
}

/** The first deployment that carries what was saved last; where clocks leave a doubt, the time holds each candidate. */
function firstAfter(deploys: readonly Span[], saved: Span): Span | null {
  const candidates = deploys.filter(([, to]) => to >= saved[1]);
  const certain = candidates.filter(([from]) => from >= saved[1]).map(([, to]) => to);
  const latest = certain.reduce((first, to) => Math.min(first, to), Number.POSITIVE_INFINITY);
  return hull(candidates.filter(([from]) => from <= latest).map(([from, to]) => [from, Math.min(to, latest)]));
}

function asInterval(span: Span | null, [notBefore]: ChangeInterval): ChangeInterval | null {
  return span === null ? null : [notBefore === null ? null : showEpoch(span[0]), showEpoch(span[1])];
}
