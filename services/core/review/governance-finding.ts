import canonicalize from "canonicalize";
import type { GovernanceFinding } from "#schemas/review-report";
import { digestOf } from "../text/digest.js";

/** Puts a finding about the estate repository together; what it is told of in `subject` makes it the same again in a later run. */
export function governanceFinding(
  code: GovernanceFinding["code"],
  message: string,
  subject: Readonly<Record<string, string | number>> = {},
): GovernanceFinding {
  const told = Object.keys(subject).length === 0 ? { message } : subject;
  return { id: digestOf(canonicalize({ v: 1, code, ...told }) ?? ""), code, message, remedy: REMEDIES[code] };
}

const REMEDIES: Readonly<Record<GovernanceFinding["code"], string>> = {
  "merged-unapproved":
    "Find out how it came to be merged. The baseline was kept: while the changes stand on production they are proposed anew, for a decision that counts.",
  "baseline-changed-outside-review":
    "Find out who did it and why. The baseline in force was kept; a change to it goes through a proposal.",
  "trusted-file-changed-on-forge":
    "Find out who did it and why. Where it is wanted, make the same change in the estate repository itself, through its own clone: it was not followed.",
  "repository-unprotected": "Run `lockstep protect`, or guard the branch by hand as it says.",
  "owners-file-broken": "Run `lockstep protect`, which writes the owners file that the policy asks for.",
  "forge-main-diverged":
    "Clone the forge's main, merge the estate repository's main into it, settle the conflicts there and push. Where a file does not read, mend it on the forge: the next pass follows.",
  "forge-push-refused":
    "Let Lockstep's own account pass the protection of the branch; `lockstep protect` writes the rule that does.",
  "foreign-commit": "Take the commit off the branch, or close the pull request; Lockstep leaves it alone until then.",
  "nobody-may-approve": "Name approvers in policy/review.yaml: `approvers.teams` or `approvers.people`.",
};
