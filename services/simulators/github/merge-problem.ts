import { rulesOf } from "./branch-rules.js";
import type { Hub, Pull } from "./hub.js";
import { isOwner, ownersOf, readOwnersFile } from "./owners-file.js";
import type { PullReview } from "./records.js";

/** What stands in the way of a merge by the rules of its base, in GitHub's words; `undefined` where nothing does. */
export async function mergeProblem(hub: Hub, pull: Pull): Promise<string | undefined> {
  const rules = rulesOf(hub, pull.pull.baseRef);
  const standing = standingReviews(hub, pull);
  const approved = standing.filter(({ state }) => state === "APPROVED");
  if (rules.approvals > 0 && standing.some(({ state }) => state === "CHANGES_REQUESTED"))
    return "Changes have been requested.";
  if (approved.length < rules.approvals) {
    return `At least ${rules.approvals} approving review${rules.approvals > 1 ? "s are" : " is"} required by reviewers with write access.`;
  }
  if (
    rules.lastPush &&
    !approved.some(({ login, commit }) => login !== pull.pull.lastPusher && commit === pull.pull.headSha)
  ) {
    return "New changes require approval from someone other than the last pusher.";
  }
  if (rules.owners && !(await ownersAgree(hub, pull, approved))) return "Waiting on code owner review.";
  const missing = rules.contexts.filter((context) => !isGreen(hub, pull.pull.headSha, context));
  if (missing.length === 0) return undefined;
  return missing.length === 1
    ? `Required status check "${missing[0]}" is expected.`
    : `${missing.length} of ${missing.length} required status checks are expected.`;
}

/** The last word of each reviewer who may write; a comment takes no word back. */
export function standingReviews(hub: Hub, { pull }: Pull): readonly PullReview[] {
  const last = new Map<string, PullReview>();
  for (const review of pull.reviews)
    if (review.state !== "COMMENTED" && hub.mayWrite(review.login)) last.set(review.login, review);
  return [...last.values()];
}

async function ownersAgree(hub: Hub, { pull }: Pull, approved: readonly PullReview[]): Promise<boolean> {
  const file = await readOwnersFile(hub, pull.baseRef);
  if (file === undefined) return true;
  for (const path of await hub.git.changedFiles(pull.baseSha, pull.headSha)) {
    const owners = ownersOf(file, path);
    if (owners.length > 0 && !approved.some(({ login }) => isOwner(hub, owners, login))) return false;
  }
  return true;
}

function isGreen(hub: Hub, sha: string, context: string): boolean {
  const status = hub.statuses.findLast((each) => each.sha === sha && each.context === context);
  if (status !== undefined) return status.state === "success";
  const check = hub.checks.findLast((each) => each.sha === sha && each.name === context);
  return check !== undefined && ["success", "neutral", "skipped"].includes(check.conclusion ?? "");
}
