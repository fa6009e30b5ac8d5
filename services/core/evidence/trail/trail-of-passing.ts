import type { PassingChange } from "#schemas/passing-change";
import type { ChangeTrail } from "#schemas/trace-report";
import type { SeenPassing } from "./collect-trails.js";
import { engineActSteps } from "./engine-act-steps.js";
import { inOrder } from "./in-order.js";

/** Puts together what is known of a change that was made and undone between two looks. */
export function trailOfPassing(
  { engineId, changeId, change, found }: SeenPassing,
  { detail, notes }: { readonly detail: PassingChange | undefined; readonly notes: readonly string[] },
): ChangeTrail {
  const { artefact, between, nodeId, change: facts, saves, deployed } = change;
  const [before, after] = between;
  const same = change.held === "same" ? "the same content" : "nothing there";
  const verdict = detail?.authorisation.verdict ?? null;
  return {
    ...{ changeId, kind: "passing change", engine: engineId, item: artefact.name, itemPath: artefact.path },
    ...{
      parts: [],
      severity: null,
      tier: detail?.tier ?? null,
      flow: detail?.flow ?? null,
      owner: detail?.owner ?? null,
    },
    ...{ verdict, ticket: detail?.authorisation.ticket ?? null },
    digests: facts.digest === null ? [] : [facts.digest],
    ...{ firstRecord: found.seq, lastRecord: found.seq, runs: 1 },
    steps: inOrder([
      { at: before, kind: "look", who: null, told: `A look at ${nodeId} saw ${same}.`, record: null },
      ...engineActSteps(facts),
      { at: after, kind: "look", who: null, told: `The next look at ${nodeId} saw ${same}.`, record: found.seq },
      {
        ...{ at: change.seenAt, kind: "run", who: null, record: found.seq },
        told: `A check found ${saves} saves in between; deployed meanwhile: ${deployed}.`,
      },
    ]),
    tests: detail?.authorisation.trace ?? [],
    notes: [...notes],
  };
}
