import { LockstepError } from "#services/core/errors";
import type { ProtectionPlan } from "#services/ports/forge";
import { ID } from "./open-host.js";
import {
  isOfBranchAlone,
  MINIMUM_REVIEWERS,
  readPolicies,
  readProtection,
  settingsOf,
  typeOf,
} from "./read-protection.js";
import type { Repository } from "./repository.js";

/**
 * Sees to it that a branch asks for so many approvals, given after the last push and neither by its author nor by whoever pushed
 * last. Gives a sentence for each thing done, or left to be done by a person; nothing where it is so already.
 *
 * @throws LockstepError `rights-narrowed`
 */
export async function protectBranch(repository: Repository, plan: ProtectionPlan): Promise<readonly string[]> {
  const policies = await readPolicies(repository, plan.branch);
  if (policies === undefined) {
    throw new LockstepError("rights-narrowed", `${ID} does not show its branch policies to this account.`);
  }
  const wanted = settingsFor(repository, plan);
  const own = policies.find(
    (each) => typeOf(each) === MINIMUM_REVIEWERS && isOfBranchAlone(repository, each, plan.branch),
  );
  const { scope: _scope, ...asked } = wanted;
  const isSo = own !== undefined && Object.entries(asked).every(([name, value]) => settingsOf(own)[name] === value);
  const body = { isEnabled: true, isBlocking: true, type: { id: MINIMUM_REVIEWERS }, settings: wanted };
  const path = [repository.place.project, "_apis", "policy", "configurations"];
  if (own === undefined) await repository.host.ask({ method: "POST", path, body });
  else if (!isSo) await repository.host.ask({ method: "PUT", path: [...path, Number(own["id"])], body });
  return [...(isSo ? [] : [sentence(plan)]), ...(await ownersLeft(repository, plan))];
}

function settingsFor({ id }: Repository, { approvals, branch }: ProtectionPlan) {
  return {
    minimumApproverCount: approvals,
    creatorVoteCounts: false,
    allowDownvotes: false,
    resetOnSourcePush: true,
    requireVoteOnLastIteration: true,
    blockLastPusherVote: true,
    scope: [{ repositoryId: id, refName: `refs/heads/${branch}`, matchKind: "Exact" }],
  };
}

function sentence({ branch, approvals }: ProtectionPlan): string {
  const people = approvals === 1 ? "1 approval" : `${approvals} approvals`;
  return `${branch} asks for ${people} given after the last push, neither by its author nor by whoever pushed last`;
}

/** Azure DevOps reads no owners file: who must look at what is a policy that names people, which a person sets. */
async function ownersLeft(repository: Repository, { branch, ownersMustApprove }: ProtectionPlan): Promise<string[]> {
  if (!ownersMustApprove) return [];
  const { ownersMustApprove: isSo } = await readProtection(repository, branch);
  return isSo === true
    ? []
    : [`${branch} has no policy "Automatically included reviewers": add it by hand, as required`];
}
