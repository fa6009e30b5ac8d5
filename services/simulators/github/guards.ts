import { rulesetsOf } from "./branch-rules.js";
import { type Hub, HubRefusal } from "./hub.js";
import type { ClassicProtection, Ruleset } from "./records.js";
import { type HubAnswer, type HubCall, numberAt, textOf } from "./route.js";
import { tellUser } from "./tell-user.js";

/** Whether a branch is guarded at all: everybody who may read is shown that. */
export async function showBranch({ hub, path }: HubCall): Promise<HubAnswer> {
  const name = path["branch"] ?? "";
  const sha = (await hub.git.branches()).get(name);
  if (sha === undefined) throw new HubRefusal(404, "Branch not found");
  return { body: { name, commit: { sha }, protected: hub.classic.has(name) || rulesetsOf(hub, name).length > 0 } };
}

/** Only administrators see protection of the older form; to others it is not there. */
export function showProtection({ hub, identity, path }: HubCall): HubAnswer {
  if (identity.kind === "person" && hub.roleOf(identity.login) !== "admin") throw new HubRefusal(404, "Not Found");
  const found = hub.classic.get(path["branch"] ?? "");
  if (found === undefined) throw new HubRefusal(404, "Branch not protected");
  return { body: tellProtection(hub, found) };
}

function tellProtection(hub: Hub, protection: ClassicProtection): Readonly<Record<string, unknown>> {
  const { approvals, contexts, bypassUsers = [] } = protection;
  const bypass = { users: bypassUsers.map((login) => tellUser(hub, login)), teams: [], apps: [] };
  const reviews = {
    dismiss_stale_reviews: protection.dismissStale === true,
    require_code_owner_reviews: protection.owners === true,
    require_last_push_approval: protection.lastPush === true,
    required_approving_review_count: approvals,
    ...(bypassUsers.length > 0 && { bypass_pull_request_allowances: bypass }),
  };
  return {
    ...(approvals !== undefined && { required_pull_request_reviews: reviews }),
    ...(contexts !== undefined && {
      required_status_checks: {
        strict: false,
        contexts,
        checks: contexts.map((context) => ({ context, app_id: null })),
      },
    }),
    enforce_admins: { enabled: protection.enforceAdmins === true },
    allow_force_pushes: { enabled: protection.forcePushes === true },
    allow_deletions: { enabled: protection.deletions === true },
  };
}

/** Who may pass is shown to those who may change it. */
export function showRuleset({ hub, identity, path }: HubCall): HubAnswer {
  const ruleset = hub.rulesets.get(numberAt(path, "ruleset_id"));
  if (ruleset === undefined) throw new HubRefusal(404, "Not Found");
  const { bypass_actors: _hidden, ...shown } = ruleset;
  const mayChange =
    identity.permissions.administration === "write" &&
    (identity.kind !== "person" || hub.roleOf(identity.login) === "admin");
  return { body: mayChange ? ruleset : shown };
}

/** Writes a ruleset as it is given. @throws HubRefusal 404, 422 */
export function putRuleset(hub: Hub, login: string, id: number, body: Readonly<Record<string, unknown>>): Ruleset {
  if (!login.endsWith("[bot]") && hub.roleOf(login) !== "admin") throw new HubRefusal(404, "Not Found");
  const name = textOf(body["name"]);
  if ([...hub.rulesets.values()].some((other) => other.name === name && other.id !== id)) {
    throw new HubRefusal(422, "Validation Failed", ["Name must be unique"]);
  }
  const before = hub.rulesets.get(id);
  const ruleset: Ruleset = {
    target: "branch",
    enforcement: "active",
    rules: [],
    bypass_actors: [],
    ...before,
    ...body,
    id,
    name,
  };
  hub.rulesets.set(id, ruleset);
  return ruleset;
}
