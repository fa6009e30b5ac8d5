import { escapeText } from "#services/core/text/escape-text";
import type { BypassActor, ClassicAnswer, RulesetAnswer } from "./answers.js";

/** Ids that GitHub gives its own roles. */
const ROLES: Readonly<Record<number, string>> = { 2: "maintainers", 4: "writers", 5: "administrators" };

/** Who may pass a ruleset, in words; our own app is meant to, and not told. */
export function tellBypass(
  ruleset: RulesetAnswer | undefined,
  id: number,
  appId: number | undefined,
): readonly string[] {
  const name = ruleset === undefined ? String(id) : `'${escapeText(ruleset.name).slice(0, 100)}'`;
  const actors = ruleset?.bypass_actors;
  if (actors === undefined || actors === null)
    return [`whoever the ruleset ${name} names, which this account is not shown`];
  return actors.filter((actor) => !isOurs(actor, appId)).map((actor) => `${nameOf(actor)}, by the ruleset ${name}`);
}

function isOurs({ actor_type: type, actor_id: id }: BypassActor, appId: number | undefined): boolean {
  return type === "Integration" && appId !== undefined && id === appId;
}

function nameOf({ actor_type: type, actor_id: id, bypass_mode: mode }: BypassActor): string {
  const limited = mode === "pull_request" ? " (in pull requests)" : "";
  switch (type) {
    case "OrganizationAdmin":
      return `owners of the organisation${limited}`;
    case "RepositoryRole":
      return `${ROLES[id ?? 0] ?? `the role ${id}`} of the repository${limited}`;
    case "DeployKey":
      return `deploy keys${limited}`;
    case "Integration":
      return `the app ${id}${limited}`;
    case "Team":
      return `the team ${id}${limited}`;
    default:
      return `somebody of a kind that is not known here${limited}`;
  }
}

/** Who may pass protection of the older form. */
export function tellClassicBypass({
  enforce_admins: admins,
  required_pull_request_reviews: reviews,
}: ClassicAnswer): readonly string[] {
  const { users = [], teams = [], apps = [] } = reviews?.bypass_pull_request_allowances ?? {};
  const named = [
    ...users.map(({ login }) => ["the account", login]),
    ...teams.map(({ slug }) => ["the team", slug]),
    ...apps.map(({ slug }) => ["the app", slug]),
  ];
  const told = named.map(([what, name]) => `${String(what)} ${escapeText(String(name)).slice(0, 100)}`);
  return admins?.enabled === true ? told : ["administrators of the repository", ...told];
}
