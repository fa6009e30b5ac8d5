import type { Hub } from "./hub.js";
import type { Rule, Ruleset } from "./records.js";

/** What guards a branch, rulesets and protection of the older form together. */
export interface BranchRules {
  readonly approvals: number;
  readonly dismissStale: boolean;
  readonly lastPush: boolean;
  readonly owners: boolean;
  readonly pullRequest: boolean;
  readonly contexts: readonly string[];
  readonly noForcePush: boolean;
  readonly noDeletion: boolean;
}

/** The active rulesets that a branch falls under. */
export function rulesetsOf(hub: Hub, branch: string): readonly Ruleset[] {
  return [...hub.rulesets.values()].filter(
    ({ target, enforcement, conditions }) =>
      target === "branch" && enforcement === "active" && covers(conditions, branch),
  );
}

function covers(conditions: Ruleset["conditions"], branch: string): boolean {
  const { include = [], exclude = [] } = conditions?.ref_name ?? {};
  const hit = (patterns: readonly string[]): boolean =>
    patterns.some(
      (pattern) =>
        pattern === "~ALL" ||
        (pattern === "~DEFAULT_BRANCH" && branch === "main") ||
        pattern === `refs/heads/${branch}`,
    );
  return hit(include) && !hit(exclude);
}

/** Everything that guards a branch; several rules are as strict as the strictest. */
export function rulesOf(hub: Hub, branch: string): BranchRules {
  const rules = rulesetsOf(hub, branch).flatMap((ruleset) => ruleset.rules);
  const classic = hub.classic.get(branch);
  const pull = rules.filter(({ type }) => type === "pull_request").map(({ parameters = {} }) => parameters);
  const any = (name: string): boolean => pull.some((parameters) => parameters[name] === true);
  const has = (type: string): boolean => rules.some((rule) => rule.type === type);
  const approvals = pull.map(({ required_approving_review_count: count }) => Number(count ?? 0));
  return {
    approvals: Math.max(0, classic?.approvals ?? 0, ...approvals),
    dismissStale: any("dismiss_stale_reviews_on_push") || classic?.dismissStale === true,
    lastPush: any("require_last_push_approval") || classic?.lastPush === true,
    owners: any("require_code_owner_review") || classic?.owners === true,
    pullRequest: pull.length > 0 || classic?.approvals !== undefined,
    contexts: [...rules.flatMap(contextsOf), ...(classic?.contexts ?? [])],
    noForcePush: has("non_fast_forward") || (classic !== undefined && classic.forcePushes !== true),
    noDeletion: has("deletion") || (classic !== undefined && classic.deletions !== true),
  };
}

function contextsOf({ type, parameters = {} }: Rule): readonly string[] {
  const checks = parameters["required_status_checks"];
  if (type !== "required_status_checks" || !Array.isArray(checks)) return [];
  return checks.map((check: unknown) => String(Reflect.get(Object(check), "context")));
}

/** Whether every rule on a branch lets somebody pass. */
export function mayBypass(hub: Hub, branch: string, login: string): boolean {
  const classic = hub.classic.get(branch);
  const isAdmin = hub.roleOf(login) === "admin";
  const passesClassic =
    classic === undefined || (isAdmin && classic.enforceAdmins !== true) || (classic.bypassUsers ?? []).includes(login);
  return passesClassic && rulesetsOf(hub, branch).every((ruleset) => passes(hub, ruleset, login));
}

function passes(hub: Hub, { bypass_actors = [] }: Ruleset, login: string): boolean {
  return bypass_actors.some(({ actor_type: type, actor_id: id }) => {
    if (type === "Integration") return login === `${hub.model.app?.slug}[bot]` && id === hub.model.app?.id;
    return type === "RepositoryRole" && id === 5 && hub.roleOf(login) === "admin";
  });
}
