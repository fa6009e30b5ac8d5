import type { EngineEvent } from "#schemas/snapshot";
import type { ChangeFacts, ChangeInterval } from "./change-facts.js";
import { epochOf, showEpoch } from "./epoch-of.js";

/**
 * Narrows the time of a change by what the engine itself recorded of this artefact.
 *
 * An event stands for the time around it by the clock's skew on either side. Saves narrow when the change was made, the
 * deployment after the last save when it took effect. Without a clean look before, the beginning stays open: earlier
 * saves may have been forgotten.
 *
 * @param events of this artefact on this node, in any order; others must be left out by the caller
 * @param skewMs engine clock minus ours, or the other way round
 */
export function narrowInterval(
  interval: ChangeInterval,
  events: readonly EngineEvent[],
  skewMs: number,
): Pick<ChangeFacts, "interval" | "tookEffect" | "actors"> {
  const [notBefore, notAfter] = interval;
  const looked: Span = [epochOf(notBefore) ?? Number.NEGATIVE_INFINITY, epochOf(notAfter) ?? Number.POSITIVE_INFINITY];
  const timed = events.flatMap((event) => spanOf(event, looked, Math.abs(skewMs)));
  const saves = timed.filter(({ phase }) => phase === "save").map(({ span }) => span);
  const deploys = timed.filter(({ phase }) => phase === "deploy").map(({ span }) => span);
  const effect = firstAfter(deploys, hull(saves));
  const actors = timed.filter(({ phase, actor }) => phase !== "start" && actor !== "");
  return {
    interval: asInterval(hull(saves), interval) ?? interval,
    tookEffect: asInterval(effect, interval),
    actors: [...new Set(actors.map(({ actor }) => actor))].sort(),
  };
}

type Span = readonly [from: number, to: number];

interface TimedEvent {
  readonly phase: EngineEvent["phase"];
  readonly actor: string;
  readonly span: Span;
}

function spanOf({ at, phase, actor }: EngineEvent, looked: Span, skewMs: number): TimedEvent[] {
  const epoch = epochOf(at);
  if (epoch === null || phase === "other") return [];
  const from = Math.max(epoch - skewMs, looked[0]);
  const to = Math.min(epoch + skewMs, looked[1]);
  return from <= to ? [{ phase, actor, span: [from, to] }] : [];
}

function hull(spans: readonly Span[]): Span | null {
  return spans.reduce<Span | null>(
    (whole, [from, to]) => (whole === null ? [from, to] : [Math.min(whole[0], from), Math.max(whole[1], to)]),
    null,
  );
}

/** The first deployment that carries what was saved last; where clocks leave a doubt, the time holds each candidate. */
function firstAfter(deploys: readonly Span[], saves: Span | null): Span | null {
  if (saves === null) return hull(deploys);
  const candidates = deploys.filter(([, to]) => to >= saves[1]);
  const certain = candidates.filter(([from]) => from >= saves[1]).map(([, to]) => to);
  const latest = certain.reduce((first, to) => Math.min(first, to), Number.POSITIVE_INFINITY);
  return hull(candidates.filter(([from]) => from <= latest).map(([from, to]) => [from, Math.min(to, latest)]));
}

function asInterval(span: Span | null, [notBefore]: ChangeInterval): ChangeInterval | null {
  return span === null ? null : [notBefore === null ? null : showEpoch(span[0]), showEpoch(span[1])];
}
