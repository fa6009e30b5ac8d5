import type { PassingFacts } from "#schemas/passing-change";
import type { EngineEvent } from "#schemas/snapshot";
import { epochOf } from "./epoch-of.js";
import type { RepeatedSaves } from "./find-repeated-saves.js";

/** Whether what stood between the first and the last of several saves was deployed, and for how long it ran. */
export interface DeployedBetween {
  readonly deployed: PassingFacts["deployed"];
  /** By the engine's clock, in milliseconds, from its deployment until that of what was put back, or `null` while nothing shows that one. */
  readonly ran: readonly [from: number, until: number | null] | null;
}

/**
 * Tells whether an artefact was deployed after its first save and before its last. One clock told all these acts, so its skew does not
 * matter. That it was not is said only where the engine records deployments of the kind, and none that may have been of it lies there.
 */
export function wasDeployedBetween(
  { kind, key, saves }: RepeatedSaves,
  events: readonly EngineEvent[],
): DeployedBetween {
  const deploys = events.filter(({ phase }) => phase === "deploy");
  const [first, last] = [epochOf(saves[0]?.at) ?? Number.NaN, epochOf(saves.at(-1)?.at) ?? Number.NaN];
  const own = timesOf(deploys.filter(({ artefact }) => artefact?.kind === kind && artefact.key === key));
  const [from] = own.filter((time) => time >= first && time < last);
  if (from !== undefined) {
    // Taken away, it runs no more.
    const [back] = isRemoved(saves) ? [last] : own.filter((time) => time >= last);
    return { deployed: back === undefined ? "still" : "yes", ran: [from, back ?? null] };
  }
  const isTold = deploys.some(({ artefact }) => artefact?.kind === kind && artefact.key !== "*");
  const doubtful = timesOf(deploys.filter(({ artefact }) => artefact === undefined || mayMean(artefact, kind)));
  const isDoubtful = doubtful.some((time) => time >= first && time < last);
  return { deployed: isTold && !isDoubtful ? "no" : "unknown", ran: null };
}

function timesOf(events: readonly EngineEvent[]): number[] {
  return events.flatMap(({ at }) => epochOf(at) ?? []).sort((a, b) => a - b);
}

function isRemoved(saves: readonly EngineEvent[]): boolean {
  const last = saves.at(-1);
  return last?.removes === true && last.artefact?.key !== "*";
}

function mayMean({ kind, key }: { kind: string; key: string }, meant: string): boolean {
  return kind === "*" || (kind === meant && key === "*");
}
