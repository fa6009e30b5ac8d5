import type { Finding } from "#schemas/finding";
import { AUTHORISATION_VERDICTS } from "../../authorisation/authorisation-verdicts.js";
import type { SeenChange } from "../gather-population.js";
import type { RecordedDecision } from "../gatherer.js";

/** What is known of how it went on. */
export interface DispositionBasis {
  readonly decision: RecordedDecision | undefined;
  readonly explainedBy: Finding["explainedBy"];
}

/** Tells in words what became of a change until the end of the period. */
export function dispositionOf({ life, verdict }: SeenChange, { decision, explainedBy }: DispositionBasis): string {
  const isGone = life.goneAt !== null;
  if (decision?.what === "adopted" && isGone) return "adopted into the baseline";
  if (decision?.what === "restore-agreed" && isGone) return "put back, as was decided";
  if (decision?.what === "waived" && isGone) return "waived, and gone since";
  if (isGone && !life.roles.includes("primary")) return "the standby was brought back to what was approved";
  if (isGone) return "gone, without a decision";
  if (explainedBy?.by === "waiver") return "stands, waived for now";
  if (decision !== undefined) return `stands; decided: ${decision.what}`;
  if (verdict !== null && AUTHORISATION_VERDICTS[verdict].effect === "none") return "stands, authorised";
  return "stands, nobody has decided";
}
