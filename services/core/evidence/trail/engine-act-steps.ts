import type { ChangeFactsRecord } from "#schemas/run";
import type { TrailStep } from "#schemas/trace-report";

/** What the engine itself recorded of a change, on one node; where it recorded no act, whom it names. */
export function engineActSteps({ nodeId, acts = [], actors, interval }: ChangeFactsRecord): TrailStep[] {
  if (acts.length > 0) {
    return acts.map(({ at, actor, act, phase, vague }) => ({
      at,
      kind: "engine-act",
      who: actor === "" ? null : actor,
      told: `${nodeId} recorded: ${act} (${phase})${vague === undefined ? "" : ", not saying on which item"}.`,
      record: null,
    }));
  }
  const [, seenAt] = interval;
  return actors
    .filter((actor) => actor !== "")
    .map((actor) => ({
      at: seenAt,
      kind: "engine-act",
      who: actor,
      told: `${nodeId} names who changed it last.`,
      record: null,
    }));
}
