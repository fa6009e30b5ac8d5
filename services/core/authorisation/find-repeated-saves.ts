import type { EngineEvent } from "#schemas/snapshot";
import { compareText } from "../text/compare-text.js";
import { epochOf } from "./epoch-of.js";
import { groupBy } from "./group-by.js";
import type { ArtefactRecord } from "./narrow-interval.js";

/** One artefact, or all of a kind, that an engine recorded several saves of between two looks. */
export interface RepeatedSaves {
  readonly kind: string;
  /** `*`: the kind was put in place as a whole. */
  readonly key: string;
  /** At least two; taking it away is one. In order of time. */
  readonly saves: readonly EngineEvent[];
}

/**
 * Finds what was saved at least twice between two looks. Only acts that name it count, or that put its whole kind in place: what may have
 * been on something else proves nothing. What the clock's skew leaves before the earlier look does not count either; what was
 * done while the later one was taken does, beside something done before it.
 */
export function findRepeatedSaves(
  [last, now]: readonly [string, string],
  { events, skewMs }: Pick<ArtefactRecord, "events" | "skewMs">,
): RepeatedSaves[] {
  const [from, to] = [epochOf(last), epochOf(now)];
  if (from === null || to === null) return [];
  const room = Math.abs(skewMs);
  const saves = distinct(events).filter((event) => event.phase === "save" && timeOf(event) - room > from);
  const named = groupBy(saves.filter(namesOne), ({ artefact }) => `${artefact?.kind}\0${artefact?.key}`);
  const whole = groupBy(saves.filter(isWhole), ({ artefact }) => artefact?.kind ?? "");
  const units = [
    ...[...named.values()].flatMap((own) => unitOf(own, whole.get(own[0]?.artefact?.kind ?? "") ?? [])),
    ...[...whole.values()].flatMap((own) => unitOf(own, [])),
  ];
  const isBetween = (event: EngineEvent): boolean => timeOf(event) - room <= to;
  return units.filter((unit) => unit.saves.length >= 2 && unit.saves.some(isBetween));
}

/** What cannot be read as a time lies nowhere. */
function timeOf({ at }: EngineEvent): number {
  return epochOf(at) ?? Number.NaN;
}

function distinct(events: readonly EngineEvent[]): EngineEvent[] {
  return [...new Map(events.map((event) => [JSON.stringify([event.id, event.at, event.artefact]), event])).values()];
}

function namesOne({ artefact }: EngineEvent): boolean {
  return artefact !== undefined && artefact.kind !== "*" && artefact.key !== "*";
}

function isWhole({ artefact, removes }: EngineEvent): boolean {
  return artefact !== undefined && artefact.kind !== "*" && artefact.key === "*" && removes === true;
}

function unitOf(own: readonly EngineEvent[], ofWhole: readonly EngineEvent[]): RepeatedSaves[] {
  const artefact = own[0]?.artefact;
  if (artefact === undefined) return [];
  return [
    { ...artefact, saves: [...own, ...ofWhole].sort((a, b) => timeOf(a) - timeOf(b) || compareText(a.id, b.id)) },
  ];
}
