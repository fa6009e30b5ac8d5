import type { RecordedAct } from "#schemas/authorisation";
import type { EngineEvent } from "#schemas/snapshot";
import { compareText } from "../text/compare-text.js";
import type { ChangeInterval } from "./change-facts.js";
import { epochOf } from "./epoch-of.js";
import type { ArtefactRecord } from "./narrow-interval.js";

/** Of more acts than these the first and the last halves are kept. */
const MAX_ACTS = 20;

/**
 * Lists what an engine recorded on one artefact between two looks, in order: saves, deployments and starts told apart. Between two
 * looks several saves are one net change; this is where they can still be told.
 *
 * @param looked from the last clean look until the first dirty one, not narrowed
 */
export function listActs([notBefore, notAfter]: ChangeInterval, { events, skewMs }: ArtefactRecord): RecordedAct[] {
  const from = epochOf(notBefore) ?? Number.NEGATIVE_INFINITY;
  const to = epochOf(notAfter) ?? Number.POSITIVE_INFINITY;
  const room = Math.abs(skewMs);
  const acts = events
    .flatMap((event) => asAct(event) ?? [])
    .filter(({ at }) => {
      const epoch = epochOf(at);
      return epoch !== null && epoch + room >= from && epoch - room <= to;
    });
  const distinct = [...new Map(acts.map((act) => [JSON.stringify(act), act])).values()].sort(inOrder);
  if (distinct.length <= MAX_ACTS) return distinct;
  return [...distinct.slice(0, MAX_ACTS / 2), ...distinct.slice(-MAX_ACTS / 2)];
}

function asAct({ phase, at, actor, act }: EngineEvent): RecordedAct | undefined {
  return phase === "other" ? undefined : { phase, at, actor, act };
}

const PHASES = ["save", "deploy", "start"] as const;

function inOrder(a: RecordedAct, b: RecordedAct): number {
  return (
    (epochOf(a.at) ?? 0) - (epochOf(b.at) ?? 0) ||
    PHASES.indexOf(a.phase) - PHASES.indexOf(b.phase) ||
    compareText(a.actor, b.actor) ||
    compareText(a.act, b.act)
  );
}
