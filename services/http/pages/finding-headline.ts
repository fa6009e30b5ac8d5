import type { FindingView } from "#schemas/api/finding-view";
import { cutText } from "#services/reports/text/cut-text";
import { showInterval } from "#services/reports/text/describe-time";
import { describeArtefact } from "#services/reports/words/describe-artefact";
import { describeAuthorisation } from "#services/reports/words/describe-authorisation";
import { describeKind } from "#services/reports/words/describe-finding";

/** What was changed, where, between when and when, and on whose authority: one sentence in the past tense. */
export function findingHeadline(
  { finding, engineId }: Pick<FindingView, "finding" | "engineId">,
  hasBaseline: boolean,
): string {
  const [first, ...others] = finding.changes;
  const name = describeArtefact(finding);
  const what = first === undefined || first.path === "/" ? name : `${cutText(first.label, 120)} of ${name}`;
  const more = others.length === 0 ? "" : `, with ${others.length} more ${others.length === 1 ? "change" : "changes"},`;
  const verb = first === undefined ? "differs" : describeKind(first, hasBaseline);
  const where = WHERE[finding.case];
  return `${cutText(finding.flow, 80)}: ${what}${more} ${verb}${where === "" || verb.includes(" on ") ? "" : ` on ${where}`} of ${cutText(engineId, 60)}${when(finding)}. ${describeAuthorisation(finding.authorisation)}.`;
}

const WHERE = {
  "in-lockstep": "",
  "standby-behind": "standby",
  "production-changed": "production",
  "both-changed": "production and standby",
  diverged: "production and standby, each in its own way",
} as const satisfies Record<FindingView["finding"]["case"], string>;

function when({ authorisation: { changedBetween } }: FindingView["finding"]): string {
  if (changedBetween === null) return "";
  const [after, until] = changedBetween;
  return after === null ? "" : `, ${showInterval(after, until)}`;
}
