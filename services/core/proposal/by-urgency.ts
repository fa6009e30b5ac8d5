import type { ChangeProposal } from "#schemas/change-proposal";
import { compareText } from "../text/compare-text.js";
import { compareSeverity } from "./worst.js";

/** Orders proposals: what nobody authorised first, then the more severe, then by engine and key, so that a plan is always the same. */
export function byUrgency(a: ChangeProposal, b: ChangeProposal): number {
  return (
    Number(b.unauthorised) - Number(a.unauthorised) ||
    compareSeverity(a.severity, b.severity) ||
    a.tier - b.tier ||
    compareText(`${a.engineId}/${a.key}`, `${b.engineId}/${b.key}`)
  );
}
