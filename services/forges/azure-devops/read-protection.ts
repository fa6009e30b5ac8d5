import type { ForgeProtection } from "#services/ports/forge";
import { type Fields, fieldsOf, rowsOf, textOf } from "./fields.js";
import type { Repository } from "./repository.js";

/** What each kind of policy is called on every server. */
export const MINIMUM_REVIEWERS = "fa4e907d-c16b-4a4c-9dfa-4906e5d171dd";
const REQUIRED_REVIEWERS = "fd2167ab-b0be-447a-8ec8-39368250530e";

const UNREAD: ForgeProtection = {
  pullRequestRequired: null,
  approvals: null,
  staleOpinionsVoid: null,
  lastPusherMayNotApprove: null,
  ownersMustApprove: null,
  forcePushForbidden: null,
  deletionForbidden: null,
  bypass: [],
};

/**
 * How a branch is guarded. Any policy that blocks makes a pull request the only way in, so that the branch can be neither pushed
 * to nor deleted. Who may pass by policies is a right of accounts, which is not read.
 */
export async function readProtection(repository: Repository, branch: string): Promise<ForgeProtection> {
  const policies = await readPolicies(repository, branch);
  if (policies === undefined) return UNREAD;
  const isGuarded = policies.length > 0;
  const settings = policies.filter((policy) => typeOf(policy) === MINIMUM_REVIEWERS).map(settingsOf);
  const counts = settings.map(({ minimumApproverCount: count }) => Number(count)).filter(Number.isInteger);
  return {
    pullRequestRequired: isGuarded,
    approvals: Math.max(0, ...counts),
    staleOpinionsVoid: settings.some((each) => VOIDING.some((name) => each[name] === true)),
    lastPusherMayNotApprove: settings.some((each) => each["blockLastPusherVote"] === true),
    ownersMustApprove: policies.some((policy) => typeOf(policy) === REQUIRED_REVIEWERS),
    forcePushForbidden: isGuarded,
    deletionForbidden: isGuarded,
    bypass: [],
  };
}

const VOIDING = ["resetOnSourcePush", "requireVoteOnLastIteration", "requireVoteOnEachIteration"];

/** The policies in force that block merges into a branch; `undefined` where they may not be seen. */
export async function readPolicies(repository: Repository, branch: string): Promise<readonly Fields[] | undefined> {
  const all: Fields[] = [];
  const path = [repository.place.project, "_apis", "policy", "configurations"];
  for (let token: string | undefined = ""; token !== undefined; ) {
    const query = { $top: 100, ...(token !== "" && { continuationToken: token }) };
    const answer = await repository.host.ask({ path, query, accept: ({ status }) => status === 403 });
    if (answer === undefined) return undefined;
    all.push(...rowsOf(fieldsOf(answer.body)["value"]));
    const next = [answer.headers["x-ms-continuationtoken"]].flat()[0];
    token = next === token ? undefined : next;
  }
  return all.filter(
    (policy) => isInForce(policy) && scopesOf(policy).some((scope) => covers(repository, scope, branch)),
  );
}

function isInForce({ isEnabled, isBlocking, isDeleted }: Fields): boolean {
  return isEnabled === true && isBlocking === true && isDeleted !== true;
}

function covers({ id, defaultBranch }: Repository, scope: Fields, branch: string): boolean {
  const { repositoryId, refName, matchKind } = scope;
  const ref = `refs/heads/${branch}`;
  if (repositoryId !== null && repositoryId !== undefined && repositoryId !== id) return false;
  const kind = textOf(matchKind)?.toLowerCase();
  if (kind === "defaultbranch") return defaultBranch === ref;
  const named = textOf(refName);
  if (named === undefined) return true;
  return kind === "prefix" ? ref.startsWith(named) : ref === named;
}

/** Whether a policy is of this branch of this repository alone. */
export function isOfBranchAlone(repository: Repository, policy: Fields, branch: string): boolean {
  const [scope, ...more] = scopesOf(policy);
  if (scope === undefined || more.length > 0) return false;
  const isExact = textOf(scope["matchKind"])?.toLowerCase() === "exact";
  return isExact && scope["repositoryId"] === repository.id && scope["refName"] === `refs/heads/${branch}`;
}

/** What is set for a policy. */
export function settingsOf({ settings }: Fields): Fields {
  return fieldsOf(settings);
}

/** Which kind a policy is of. */
export function typeOf({ type }: Fields): string | undefined {
  return textOf(fieldsOf(type)["id"])?.toLowerCase();
}

function scopesOf(policy: Fields): readonly Fields[] {
  return rowsOf(settingsOf(policy)["scope"]);
}
