import type { Finding } from "#schemas/finding";
import type { ReadinessReason } from "#schemas/readiness";
import { effectOf } from "../authorisation/authorisation-verdicts.js";
import { ERROR_KINDS } from "../errors.js";
import type { ReadinessInput } from "./readiness-input.js";

const CODE = "ticket-source-unavailable";

/**
 * Changes of which nobody can say whether they were authorised, because a declared ticket system did not answer for them or its
 * answer was too old. Where the run itself told that the system is unreachable, that is told once.
 */
export function authorityDoubts({ findings, policy, problems, engine }: ReadinessInput): ReadinessReason[] {
  if (problems.some(({ code }) => code === CODE)) return [];
  const doubtful = findings.filter((finding) => isDoubtful(finding, policy));
  if (doubtful.length === 0) return [];
  const why = doubtful.flatMap(({ authorisation }) => authorisation.trace.findLast(isReading)?.facts ?? [])[0];
  const count = doubtful.length === 1 ? "one change" : `${doubtful.length} changes`;
  return [
    {
      code: CODE,
      verdict: "unknown",
      message: `Whether ${count} had authority cannot be told${why === undefined ? "" : `: ${why}`}.`,
      owner: engine.owner,
      action: ERROR_KINDS[CODE].remedy,
      findings: doubtful.map(({ id }) => id),
    },
  ];
}

/** Without any ticket system nobody meant to ask; it counts only where a change needs authority for readiness. */
function isDoubtful(
  { explainedBy, authorisation }: Finding,
  { changeControl, settings }: ReadinessInput["policy"],
): boolean {
  if (explainedBy !== null || effectOf(authorisation.verdict, changeControl) !== "unknown") return false;
  return authorisation.basis?.sources !== "none" || settings.unauthorisedBlocksReadiness;
}

function isReading({ ticket, passed }: Finding["authorisation"]["trace"][number]): boolean {
  return ticket === "" && !passed;
}
