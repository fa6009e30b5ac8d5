import type { Finding } from "#schemas/finding";
import type { ReadinessReason } from "#schemas/readiness";
import { AUTHORISATION_VERDICTS } from "../authorisation/authorisation-verdicts.js";
import { epochOf } from "../authorisation/epoch-of.js";

const DAY_MS = 86_400_000;
const NAMED = 5;

/**
 * Notes on changes that were allowed on production and have not come to the standby, with the whole days since: a ticket that nobody
 * carried through is no permission for the nodes to differ.
 */
export function uncarriedNotes(findings: readonly Finding[], at: string): ReadinessReason[] {
  const waiting = findings.filter(isUncarried);
  return [...new Set(waiting.map(({ owner }) => owner))].map((owner) => {
    const mine = waiting.filter((finding) => finding.owner === owner);
    const named = mine.slice(0, NAMED).map((finding) => describe(finding, at));
    const rest = mine.length > NAMED ? ` and ${mine.length - NAMED} more` : "";
    return {
      code: "not-carried-over",
      verdict: "ready",
      message: `Allowed on production and not carried to the standby: ${named.join(", ")}${rest}.`,
      owner,
      action: "Make the same change on the standby while its ticket still covers that, or restore production.",
      findings: mine.map(({ id }) => id),
    };
  });
}

function isUncarried({ case: driftCase, explainedBy, authorisation: { verdict, ticket } }: Finding): boolean {
  const isAllowed = AUTHORISATION_VERDICTS[verdict].explains && ticket !== null;
  return driftCase === "production-changed" && explainedBy === null && isAllowed;
}

function describe({ artefact, authorisation: { ticket, changedBetween, tookEffect } }: Finding, at: string): string {
  const since = epochOf((tookEffect ?? changedBetween)?.[1]);
  const now = epochOf(at);
  const days = since === null || now === null ? 0 : Math.floor((now - since) / DAY_MS);
  const waited = days < 1 ? "since less than a day" : `for ${days} ${days === 1 ? "day" : "days"}`;
  return `'${artefact.name}' (${ticket}, ${waited})`;
}
