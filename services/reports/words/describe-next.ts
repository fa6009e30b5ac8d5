import type { Finding } from "#schemas/finding";
import { DEFAULT_POLICY } from "#services/core/policy/default-policy";
import { isUnauthorised } from "#services/core/readiness/is-unauthorised";
import { parityReasons } from "#services/core/readiness/parity-reasons";
import { capitalise } from "../text/capitalise.js";
import { describeDuties } from "./describe-duties.js";
import { describeRemedy } from "./describe-finding.js";
import { describeInquiry } from "./describe-inquiry.js";

/**
 * What has to happen to a finding next, in sentences: whom to ask where nothing authorises it, what is still owed, and the action by which the verdict on its
 * engine is mended, in the very words of that verdict. A person decides.
 */
export function describeNext(finding: Finding, hasBaseline: boolean): string {
  const asks = hasBaseline && isUnauthorised(finding, { tolerated: [] });
  return [
    ...(asks ? [`${capitalise(describeInquiry([finding], () => "it"))}.`] : []),
    ...describeDuties(finding.authorisation).map((duty) => `${duty}.`),
    actionFor(finding, hasBaseline),
  ].join(" ");
}

/** As a reason of the verdict would ask for it, of this finding alone; its name is left away where it is the last word. */
function actionFor(finding: Finding, hasBaseline: boolean): string {
  if (finding.case === "in-lockstep") return describeRemedy(finding.case);
  const [reason] = parityReasons([{ ...finding, blocksReadiness: true }], DEFAULT_POLICY, hasBaseline);
  return (reason?.action ?? describeRemedy(finding.case)).replace(`: '${finding.artefact.name}'.`, ".");
}
