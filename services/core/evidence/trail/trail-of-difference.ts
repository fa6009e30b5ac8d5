import type { Finding } from "#schemas/finding";
import type { LedgerRecord } from "#schemas/ledger-record";
import type { ChangeTrail, TrailStep } from "#schemas/trace-report";
import { lifeOf, standingIn } from "../../service-levels/change-life.js";
import { actSteps } from "./act-steps.js";
import type { SeenDifference, Sighting } from "./collect-trails.js";
import { engineActSteps } from "./engine-act-steps.js";
import { inOrder } from "./in-order.js";
import { verdictSteps } from "./verdict-steps.js";

/** What the first and the last run that found a change say of it, derived again; `undefined` where that cannot be done any more. */
export interface DerivedFindings {
  readonly first: Finding | undefined;
  readonly last: Finding | undefined;
  /** Why not, a sentence each. */
  readonly notes: readonly string[];
}

/** Puts together what is known of a difference, from what the engine recorded of it to when it was gone. */
export function trailOfDifference(
  seen: SeenDifference,
  acts: readonly LedgerRecord[],
  { first, last, notes }: DerivedFindings,
): ChangeTrail {
  const { engineId, changeId } = seen;
  const facts = standingIn(seen.last.engineRun).get(changeId) ?? [];
  const began = lifeOf(seen.first.engineRun, changeId, standingIn(seen.first.engineRun).get(changeId) ?? []);
  const life = { ...began, lastAt: seen.last.engineRun.at, goneAt: seen.gone?.at ?? null };
  const shown = last ?? first;
  return {
    ...{ changeId, kind: "difference", engine: engineId },
    ...{ item: shown?.artefact.name ?? null, itemPath: shown?.artefact.path ?? null },
    parts: (shown?.changes ?? []).map(({ label }) => label),
    ...{ severity: shown?.severity ?? null, tier: shown?.tier ?? null },
    ...{ flow: shown?.flow ?? null, owner: shown?.owner ?? null },
    ...lastVerdict(seen),
    digests: [...life.digests],
    ...{ firstRecord: seen.first.seq, lastRecord: seen.last.seq, runs: seen.runs },
    steps: inOrder([
      ...facts.flatMap((fact) => engineActSteps(fact)),
      ...lookSteps(seen),
      foundStep(seen),
      ...verdictSteps(seen),
      ...actSteps(acts, life),
      ...goneSteps(seen),
    ]),
    tests: shown?.authorisation.trace ?? [],
    notes: [...notes, ...(seen.gone === null ? ["It stood when the last check compared."] : [])],
  };
}

function lastVerdict({ last, changeId }: SeenDifference): Pick<ChangeTrail, "verdict" | "ticket"> {
  const judged = Object.values(last.engineRun.verdicts ?? {}).flatMap((byFinding) => byFinding[changeId] ?? []);
  const [first] = judged;
  return { verdict: first?.verdict ?? null, ticket: first?.ticket ?? null };
}

/** The last look that did not see it and the first one that did, of each node that left what was approved. */
function lookSteps({ before, first, changeId }: SeenDifference): TrailStep[] {
  const facts = standingIn(first.engineRun).get(changeId) ?? [];
  return facts.flatMap(({ nodeId, role }) => {
    const where = `${nodeId} (${role === "primary" ? "production" : "standby"})`;
    const [clean, dirty] = [lookAt(before, nodeId), lookAt(first, nodeId)];
    return [
      ...(clean === undefined
        ? []
        : [step(clean.at, "look", `The last look at ${where} that did not see it.`, clean.seq)]),
      ...(dirty === undefined
        ? []
        : [step(dirty.at, "look", `The first look at ${where} that saw it: snapshot ${dirty.commit}.`, dirty.seq)]),
    ];
  });
}

function lookAt(sighting: Sighting | null, nodeId: string): { at: string; commit: string; seq: number } | undefined {
  const look = sighting?.engineRun.looks.find((each) => each.nodeId === nodeId);
  const at = look?.seenAt ?? look?.takenAt ?? null;
  const commit = look?.commit ?? null;
  return sighting === null || at === null || commit === null ? undefined : { at, commit, seq: sighting.seq };
}

function foundStep({ first }: SeenDifference): TrailStep {
  const { run, engineRun, seq } = first;
  const due = run.occasion === undefined ? "which somebody asked for" : `due by schedule ${run.occasion.schedule}`;
  return step(engineRun.at, "run", `A check, ${due}, found it.`, seq);
}

function goneSteps({ gone }: SeenDifference): TrailStep[] {
  return gone === null ? [] : [step(gone.at, "gone", "A check did not find it any more.", gone.seq)];
}

function step(at: string, kind: TrailStep["kind"], told: string, record: number | null): TrailStep {
  return { at, kind, who: null, told, record };
}
