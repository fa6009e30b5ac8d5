import { LockstepError } from "#services/core/errors";
import type { ForgeProtection } from "#services/ports/forge";
import { BranchAnswer, ClassicAnswer, RuleAnswer, RulesetAnswer } from "./answers.js";
import { type Hub, isNotThere } from "./hub.js";
import { BRANCH, BRANCH_RULES, CLASSIC_PROTECTION, RULESET } from "./requests.js";
import { tellBypass, tellClassicBypass } from "./tell-bypass.js";

/** Who asks, as far as it decides what is shown. */
export interface Asker {
  /** Whether the repository says that the account may administer it. */
  readonly isAdmin: boolean;
  /** Of the app that Lockstep is: its own pass is meant. */
  readonly appId: number | undefined;
}

/** Protection of the older form: seen, not there, or there and not shown. */
type Classic = { readonly state: "seen"; readonly answer: ClassicAnswer } | { readonly state: "none" | "hidden" };

type Known = boolean | undefined;

/**
 * How a branch is guarded, by rulesets and by protection of the older form together: guarded where either guards it, unguarded
 * where both were seen and neither does, otherwise `null`.
 */
export async function readProtection(hub: Hub, branch: string, asker: Asker): Promise<ForgeProtection> {
  const rules = await readIfAllowed(() => hub.list(RuleAnswer, BRANCH_RULES, { branch }));
  const classic = await readClassic(hub, branch, asker);
  const answer = classic.state === "seen" ? classic.answer : undefined;
  const reviews = answer?.required_pull_request_reviews;
  const pull = rules?.filter(({ type }) => type === "pull_request");
  const is = (inRules: (rules: readonly RuleAnswer[]) => boolean, inClassic: boolean): boolean | null =>
    either(rules && inRules(rules), classic.state === "hidden" ? undefined : classic.state === "seen" && inClassic);
  const demands = (name: string) => (): boolean => pull?.some(({ parameters }) => parameters?.[name] === true) === true;
  const counts = (pull ?? []).map(({ parameters }) => Number(parameters?.["required_approving_review_count"] ?? 0));
  const approvals = Math.max(0, reviews?.required_approving_review_count ?? 0, ...counts);
  return {
    pullRequestRequired: is(() => (pull ?? []).length > 0, reviews !== undefined),
    approvals: approvals > 0 || (rules !== undefined && classic.state !== "hidden") ? approvals : null,
    staleOpinionsVoid: is(demands("dismiss_stale_reviews_on_push"), reviews?.dismiss_stale_reviews === true),
    lastPusherMayNotApprove: is(demands("require_last_push_approval"), reviews?.require_last_push_approval === true),
    ownersMustApprove: is(demands("require_code_owner_review"), reviews?.require_code_owner_reviews === true),
    forcePushForbidden: is((all) => has(all, "non_fast_forward"), answer?.allow_force_pushes?.enabled !== true),
    deletionForbidden: is((all) => has(all, "deletion"), answer?.allow_deletions?.enabled !== true),
    bypass: [
      ...(await readBypass(hub, rules ?? [], asker)),
      ...(answer === undefined ? [] : tellClassicBypass(answer)),
    ],
  };
}

function has(rules: readonly RuleAnswer[], wanted: string): boolean {
  return rules.some(({ type }) => type === wanted);
}

function either(one: Known, other: Known): boolean | null {
  if (one === true || other === true) return true;
  return one === undefined || other === undefined ? null : false;
}

/** Administrators alone are shown it; whether there is any at all, the branch itself tells. */
async function readClassic(hub: Hub, branch: string, { isAdmin }: Asker): Promise<Classic> {
  const answer = await readIfAllowed(() =>
    hub.find(ClassicAnswer, CLASSIC_PROTECTION, { branch }).then((found) => found ?? "none"),
  );
  if (answer === "none" && isAdmin) return { state: "none" };
  if (answer !== undefined && answer !== "none") return { state: "seen", answer };
  const shown = await readIfAllowed(() => hub.find(BranchAnswer, BRANCH, { branch }));
  return { state: shown?.protected === false ? "none" : "hidden" };
}

async function readBypass(hub: Hub, rules: readonly RuleAnswer[], { appId }: Asker): Promise<readonly string[]> {
  const ids = [...new Set(rules.flatMap(({ ruleset_id: id }) => id ?? []))];
  const told: string[] = [];
  for (const ruleset_id of ids) {
    const ruleset = await readIfAllowed(() => hub.find(RulesetAnswer, RULESET, { ruleset_id }));
    told.push(...tellBypass(ruleset, ruleset_id, appId));
  }
  return [...new Set(told)];
}

/** `undefined` where the account may not see it. */
async function readIfAllowed<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (isNotThere(error) || (error instanceof LockstepError && error.code === "rights-narrowed")) return undefined;
    throw error;
  }
}
