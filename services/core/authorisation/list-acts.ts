import type { RecordedAct } from "#schemas/authorisation";
import type { EngineEvent } from "#schemas/snapshot";
import { compareText } from "../text/compare-text.js";
import type { ChangeInterval } from "./change-facts.js";
import { epochOf } from "./epoch-of.js";
import type { ArtefactRecord } from "./narrow-interval.js";

/** Of more acts than these the first and the last halves are kept: of certain ones, and of those that may have been elsewhere. */
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
  const certain = distinct.filter(({ vague }) => vague !== true);
  const vague = distinct.filter((act) => act.vague === true);
  return [...bothEnds(certain), ...bothEnds(vague)].sort(inOrder);
}

function bothEnds(acts: readonly RecordedAct[]): readonly RecordedAct[] {
  return acts.length <= MAX_ACTS ? acts : [...acts.slice(0, MAX_ACTS / 2), ...acts.slice(-MAX_ACTS / 2)];
}

function asAct({ phase, at, actor, act, artefact, removes }: EngineEvent): RecordedAct | undefined {
  if (phase === "other") return undefined;
  // What puts another list in place of a whole kind is on each artefact of it.
  const isVague = artefact?.kind === "*" || (artefact?.key === "*" && removes !== true);
  return { phase, at, actor, act, ...(isVague ? { vague: true } : {}) };
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
