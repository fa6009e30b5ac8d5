import type { AlignmentPlanned } from "#schemas/align-plan";
import type { AlignmentStanding } from "#schemas/alignment-standing";
import type { Snapshot } from "#schemas/snapshot";
import { countBrought, isProved } from "./is-proved.js";

/** What a run found, to hold a plan against. */
export interface RunFound {
  readonly at: string;
  /** The node as this run read it, without what people accepted as unread; `undefined`: it was not read. */
  readonly snapshot: Snapshot | undefined;
  /** Digest of the approved baseline; `undefined`: none is proven. */
  readonly baseline: string | undefined;
  readonly dialect: string;
}

const DAYS_STALE_IS_TOLD = 7;
const DAY_MS = 86_400_000;

/** Says how a plan stands after a run; `undefined` where it is stale and so old that nobody can mean to carry it out. */
export function judgeAlignment(planned: AlignmentPlanned, found: RunFound): AlignmentStanding | undefined {
  const { engineId, nodeId, digest: plan, at: since, left, brings } = planned;
  const about = { engineId, nodeId, plan, since };
  const { snapshot } = found;
  if (snapshot !== undefined && isProved(planned, snapshot))
    return { ...about, state: "proved", message: `Carried out: ${nodeId} is as the plan expected${tellLeft(left)}.` };
  const stale = whyStale(planned, found);
  if (stale !== undefined) {
    const age = Date.parse(found.at) - Date.parse(since);
    if (age > DAYS_STALE_IS_TOLD * DAY_MS) return undefined;
    return { ...about, state: "stale", message: `Do not carry it out any more: ${stale}. ${planAnew(planned)}` };
  }
  if (snapshot === undefined || !snapshot.coverage.complete)
    return { ...about, state: "unknown", message: `Nobody can tell: ${nodeId} was not read in full by this run.` };
  const done = countBrought(planned, snapshot.entries);
  const how = done === 0 ? "Not carried out yet" : "Carried out in part";
  const artefacts = brings.length === 1 ? "artefact" : "artefacts";
  return { ...about, state: "open", message: `${how}: ${done} of ${brings.length} ${artefacts} as the plan expects.` };
}

function tellLeft(left: number): string {
  if (left === 0) return "";
  return `; ${left} artefact${left === 1 ? "" : "s"} that it left out ${left === 1 ? "is" : "are"} not part of that`;
}

function whyStale(planned: AlignmentPlanned, { baseline, dialect }: RunFound): string | undefined {
  if (dialect !== planned.dialect) return `it was made with ${planned.dialect}, and the reader is ${dialect} now`;
  if (baseline === undefined) return "there is no approved baseline that is proven";
  if (baseline !== planned.baseline) return "the approved baseline is another one now";
  return undefined;
}

function planAnew({ engineId, nodeId }: AlignmentPlanned): string {
  return `If ${nodeId} still differs, plan anew: lockstep align ${engineId} --node ${nodeId}`;
}
