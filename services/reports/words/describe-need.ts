import type { Finding } from "#schemas/finding";
import { changesOnProduction } from "#services/core/proposal/changes-on-production";

/**
 * What an open finding needs of people: `baseline`: a first one; `decision`: production left what was approved, so that somebody decides; `alignment`: the
 * standby alone did, so that it is aligned and nobody decides; `repair`: no baseline could follow it; `nothing`: policy explains it, or it is no difference.
 */
export type Need = "nothing" | "baseline" | "decision" | "alignment" | "repair";

/** Tells what a finding needs, by where it stands and not by its authority: that is another question. */
export function needOf(finding: Pick<Finding, "case" | "changes" | "explainedBy">, hasBaseline: boolean): Need {
  if (finding.explainedBy !== null || finding.case === "in-lockstep") return "nothing";
  if (!hasBaseline) return "baseline";
  if (changesOnProduction(finding).length > 0) return "decision";
  return finding.case === "standby-behind" ? "alignment" : "repair";
}

/** Each need in words, the same on every page and in every report. */
export const NEED_WORDS = {
  nothing: "nothing to be done",
  baseline: "a first baseline to be approved",
  decision: "to be decided",
  alignment: "standby to be aligned",
  repair: "production to be mended",
} as const satisfies Record<Need, string>;
