import type { AuthorisationVerdict } from "#schemas/authorisation";
import type { ChangeControl } from "#schemas/change-control";
import type { Finding, Severity } from "#schemas/finding";
import { AUTHORISATION_VERDICTS, effectOf } from "../authorisation/authorisation-verdicts.js";
import { compareText } from "../text/compare-text.js";

const SEVERITIES: readonly Severity[] = ["critical", "high", "medium", "low", "info"];

/** Orders severities, the worst first. */
export function compareSeverity(a: Severity, b: Severity): number {
  return SEVERITIES.indexOf(a) - SEVERITIES.indexOf(b);
}

const EFFECTS: readonly string[] = ["blocks", "unknown", "amber", "none"];

/** Orders verdicts, the one with the least authority first: what blocks, what nobody could tell, what waits, what is authorised. */
export function compareVerdict(
  a: AuthorisationVerdict,
  b: AuthorisationVerdict,
  control: Pick<ChangeControl, "tolerated">,
): number {
  const effect = (verdict: AuthorisationVerdict) => EFFECTS.indexOf(effectOf(verdict, control));
  // Nothing was changed that asks for a ticket: the mildest of all, although it comes first in precedence.
  const rank = (verdict: AuthorisationVerdict) =>
    verdict === "not-applicable" ? Number.POSITIVE_INFINITY : AUTHORISATION_VERDICTS[verdict].rank;
  return a === b ? 0 : effect(a) - effect(b) || (rank(a) < rank(b) ? -1 : 1);
}

/** Orders findings: the most severe first, then by name. */
export function compareFindings(a: Finding, b: Finding): number {
  return (
    compareSeverity(a.severity, b.severity) ||
    compareText(a.artefact.name, b.artefact.name) ||
    compareText(a.artefact.kind, b.artefact.kind) ||
    compareText(a.artefact.key, b.artefact.key) ||
    compareText(a.id, b.id)
  );
}
