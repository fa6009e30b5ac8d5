import type { Authorisation } from "#schemas/authorisation";
import type { DriftCase } from "#schemas/drift";
import type { Finding } from "#schemas/finding";
import { AUTHORISATION_VERDICTS } from "#services/core/authorisation/authorisation-verdicts";
import { isNotJudged } from "#services/core/authorisation/not-judged";
import { describeDuties } from "./describe-duties.js";
import { DAY_ONE_REMEDY, describeRemedy } from "./describe-finding.js";

/** What has to happen to a finding next: it follows from whether the change was authorised. A person decides. */
export function describeNext({ case: driftCase, authorisation }: Finding, hasBaseline: boolean): string {
  if (!hasBaseline) return DAY_ONE_REMEDY;
  const { effect } = AUTHORISATION_VERDICTS[authorisation.verdict];
  if (authorisation.verdict === "not-applicable" || isNotJudged(authorisation) || effect === "unknown")
    return describeRemedy(driftCase);
  if (effect === "blocks" || effect === "policy") return describeInquiry(driftCase, authorisation);
  return [...duties(authorisation), WHEN_AUTHORISED[driftCase]].join(" ");
}

function describeInquiry(driftCase: DriftCase, { verdict }: Authorisation): string {
  const isUnnamed = verdict === "unreferenced" || verdict === "ticket-unknown";
  const ticket = isUnnamed ? "name its ticket, or raise one after the fact" : "settle it with the ticket's approver";
  const fresh = driftCase === "diverged" ? ` ${describeRemedy(driftCase)}` : "";
  return `Find who changed it and ${ticket}; otherwise ${OTHERWISE[driftCase]}.${fresh}`;
}

function duties(authorisation: Authorisation): string[] {
  return describeDuties(authorisation).map((duty) => `${duty}.`);
}

const OTHERWISE = {
  "in-lockstep": "settle it on the engine",
  "standby-behind": "align the standby with production",
  "production-changed": "revert production",
  "both-changed": "revert both nodes",
  diverged: "revert to the approved baseline",
} as const satisfies Record<DriftCase, string>;

const WHEN_AUTHORISED = {
  "in-lockstep": describeRemedy("in-lockstep"),
  "standby-behind": "Make the same change on production while its ticket covers that, or align the standby with it.",
  "production-changed": "Adopt the change into the baseline, and align the standby.",
  "both-changed": "Adopt the change into the baseline.",
  diverged: describeRemedy("diverged"),
} as const satisfies Record<DriftCase, string>;
