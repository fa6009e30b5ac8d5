import { isDeepStrictEqual } from "node:util";
import { LockstepError } from "#services/core/errors";
import type { ProtectionPlan } from "#services/ports/forge";
import { type BypassActor, type RuleAnswer, RulesetAnswer } from "./answers.js";
import type { Hub } from "./hub.js";
import { CREATE_RULESET, EDIT_RULESET, RULESET, RULESETS } from "./requests.js";

/** Who asks for protection, and how its own pushes come in. */
export interface Protector {
  readonly account: string;
  readonly appId: number | undefined;
  /** Branches are pushed with a deploy key. */
  readonly pushesByKey: boolean;
}

const NAME = "lockstep";

/** Writes the ruleset that guards the branch of the estate, where it is not as planned. Gives what it did, nothing where nothing was to do. */
export async function protect(hub: Hub, plan: ProtectionPlan, protector: Protector): Promise<readonly string[]> {
  const standing = await findOwn(hub);
  const wanted = { ...rulesetFor(plan, protector, standing), name: NAME };
  if (standing !== undefined && isAsWanted(standing, wanted)) return [];
  try {
    if (standing === undefined) await hub.ask(RulesetAnswer, CREATE_RULESET, wanted);
    else await hub.ask(RulesetAnswer, EDIT_RULESET, { ruleset_id: standing.id, ...wanted });
  } catch (error) {
    throw inWords(error);
  }
  return [tellDone(plan, standing === undefined), ...tellOwnPass(plan, protector)];
}

async function findOwn(hub: Hub): Promise<RulesetAnswer | undefined> {
  const listed = await hub.list(RulesetAnswer, RULESETS, { includes_parents: false });
  const found = listed.find(({ name }) => name === NAME);
  return found && hub.find(RulesetAnswer, RULESET, { ruleset_id: found.id });
}

interface WantedRuleset {
  readonly name: string;
  readonly target: string;
  readonly enforcement: string;
  readonly conditions: unknown;
  readonly bypass_actors: readonly BypassActor[];
  readonly rules: readonly RuleAnswer[];
}

/** What people added to the ruleset stays: a rule more guards more, and who else may pass is told as a finding, not taken away here. */
function rulesetFor(
  plan: ProtectionPlan,
  { appId, pushesByKey }: Protector,
  standing: RulesetAnswer | undefined,
): Omit<WantedRuleset, "name"> {
  const rules = rulesFor(plan);
  const kept = (standing?.rules ?? []).filter(({ type }) => !rules.some((rule) => rule.type === type));
  const own: BypassActor[] = [
    ...(appId === undefined ? [] : [{ actor_id: appId, actor_type: "Integration", bypass_mode: "always" }]),
    ...(pushesByKey ? [{ actor_id: null, actor_type: "DeployKey", bypass_mode: "always" }] : []),
  ];
  const others = (standing?.bypass_actors ?? []).filter((actor) => !own.some((one) => isSameActor(one, actor)));
  return {
    target: "branch",
    enforcement: "active",
    conditions: { ref_name: { include: [`refs/heads/${plan.branch}`], exclude: [] } },
    bypass_actors: [...own, ...others],
    rules: [...rules.map((rule) => onTopOf(rule, standing)), ...kept.map(({ ruleset_id: _id, ...rule }) => rule)],
  };
}

function isSameActor(a: BypassActor, b: BypassActor): boolean {
  return a.actor_type === b.actor_type && (a.actor_id ?? null) === (b.actor_id ?? null);
}

/** No status is asked for: what people change in the policy gets none, and the gate is the approval. */
function rulesFor({ approvals, ownersMustApprove }: ProtectionPlan): readonly RuleAnswer[] {
  return [
    { type: "deletion" },
    { type: "non_fast_forward" },
    {
      type: "pull_request",
      parameters: {
        dismiss_stale_reviews_on_push: true,
        require_code_owner_review: ownersMustApprove,
        require_last_push_approval: true,
        required_approving_review_count: approvals,
        required_review_thread_resolution: false,
      },
    },
  ];
}

/** Parameters that GitHub has beside ours stay as they stand. */
function onTopOf(rule: RuleAnswer, standing: RulesetAnswer | undefined): RuleAnswer {
  const before = standing?.rules?.find(({ type }) => type === rule.type)?.parameters;
  if (rule.parameters === undefined) return { type: rule.type };
  return { type: rule.type, parameters: { ...before, ...rule.parameters } };
}

function isAsWanted(standing: RulesetAnswer, wanted: WantedRuleset): boolean {
  const rulesOf = (rules: readonly RuleAnswer[]): unknown =>
    [...rules].sort((a, b) => (a.type < b.type ? -1 : 1)).map(({ type, parameters = {} }) => ({ type, parameters }));
  const actorsOf = (actors: readonly BypassActor[]): unknown =>
    actors
      .map(({ actor_type: type, actor_id: id = null, bypass_mode: mode = "always" }) => `${type} ${id} ${mode}`)
      .sort();
  return (
    standing.enforcement === wanted.enforcement &&
    (standing.target ?? "branch") === wanted.target &&
    isDeepStrictEqual(standing.conditions, wanted.conditions) &&
    isDeepStrictEqual(actorsOf(standing.bypass_actors ?? []), actorsOf(wanted.bypass_actors)) &&
    isDeepStrictEqual(rulesOf(standing.rules ?? []), rulesOf(wanted.rules))
  );
}

function tellDone({ branch, approvals, ownersMustApprove }: ProtectionPlan, isNew: boolean): string {
  const owners = ownersMustApprove ? ", of the owners of what changes among them" : "";
  const verb = isNew ? "Wrote" : "Brought back";
  return `${verb} the ruleset '${NAME}' on ${branch}: pull requests with ${approvals} approval(s)${owners}, void after each push, one of them not by the last pusher; no force push, no deletion.`;
}

/** GitHub lets apps, keys, roles and teams pass a ruleset, and no single account. */
function tellOwnPass({ branch }: ProtectionPlan, { account, appId, pushesByKey }: Protector): readonly string[] {
  if (appId !== undefined) return ["Lockstep's own app may pass it, so that an approved baseline can be pushed."];
  if (pushesByKey)
    return [
      "Deploy keys may pass it, so that an approved baseline can be pushed: keep no other key with write access.",
    ];
  return [
    `The account ${account} cannot be let past a ruleset by itself, so that GitHub will refuse approved baselines on ${branch}: use a GitHub App, a deploy key, or let a role or team of this account alone pass.`,
  ];
}

function inWords(error: unknown): unknown {
  if (!(error instanceof LockstepError) || error.code !== "rights-narrowed") return error;
  return new LockstepError("rights-narrowed", error.message, {
    details: { ...error.details },
    remedy:
      "Give the token or app 'Administration: write' for as long as `lockstep protect` runs, or let an administrator run it. Rulesets of private repositories want a paid plan.",
  });
}
