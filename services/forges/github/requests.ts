const REPO = "/repos/{owner}/{repo}";

export const USER = "GET /user";
export const APP = "GET /app";
export const INSTALLATION = `GET ${REPO}/installation`;
export const REPOSITORY = `GET ${REPO}`;
export const LIST_PULLS = `GET ${REPO}/pulls`;
export const OPEN_PULL = `POST ${REPO}/pulls`;
export const PULL = `GET ${REPO}/pulls/{pull_number}`;
export const EDIT_PULL = `PATCH ${REPO}/pulls/{pull_number}`;
export const ASK_REVIEWERS = `POST ${REPO}/pulls/{pull_number}/requested_reviewers`;
export const REVIEWS = `GET ${REPO}/pulls/{pull_number}/reviews`;
export const ISSUE = `GET ${REPO}/issues/{issue_number}`;
export const COMMENTS = `GET ${REPO}/issues/{issue_number}/comments`;
export const COMMENT = `POST ${REPO}/issues/{issue_number}/comments`;
export const SET_LABELS = `PUT ${REPO}/issues/{issue_number}/labels`;
export const LIST_ISSUES = `GET ${REPO}/issues`;
export const OPEN_ISSUE = `POST ${REPO}/issues`;
export const EDIT_ISSUE = `PATCH ${REPO}/issues/{issue_number}`;
export const MEMBERS = "GET /orgs/{org}/teams/{team_slug}/members";
export const STATUSES = `GET ${REPO}/commits/{sha}/statuses`;
export const SET_STATUS = `POST ${REPO}/statuses/{sha}`;
export const CHECKS = `GET ${REPO}/commits/{ref}/check-runs`;
export const CREATE_CHECK = `POST ${REPO}/check-runs`;
export const EDIT_CHECK = `PATCH ${REPO}/check-runs/{check_run_id}`;
export const BRANCH = `GET ${REPO}/branches/{branch}`;
export const BRANCH_RULES = `GET ${REPO}/rules/branches/{branch}`;
export const CLASSIC_PROTECTION = `GET ${REPO}/branches/{branch}/protection`;
export const RULESETS = `GET ${REPO}/rulesets`;
export const CREATE_RULESET = `POST ${REPO}/rulesets`;
export const RULESET = `GET ${REPO}/rulesets/{ruleset_id}`;
export const EDIT_RULESET = `PUT ${REPO}/rulesets/{ruleset_id}`;
export const OWNERS_ERRORS = `GET ${REPO}/codeowners/errors`;
/** Sent by Octokit itself, for an app. */
const TOKEN = "POST /app/installations/{installation_id}/access_tokens";

const ROUTES = [
  USER,
  APP,
  INSTALLATION,
  TOKEN,
  REPOSITORY,
  LIST_PULLS,
  OPEN_PULL,
  PULL,
  EDIT_PULL,
  ASK_REVIEWERS,
  REVIEWS,
  ISSUE,
  COMMENTS,
  COMMENT,
  SET_LABELS,
  LIST_ISSUES,
  OPEN_ISSUE,
  EDIT_ISSUE,
  MEMBERS,
  STATUSES,
  SET_STATUS,
  CHECKS,
  CREATE_CHECK,
  EDIT_CHECK,
  BRANCH,
  BRANCH_RULES,
  CLASSIC_PROTECTION,
  RULESETS,
  CREATE_RULESET,
  RULESET,
  EDIT_RULESET,
  OWNERS_ERRORS,
];

/** Every request that is ever sent; nothing in it merges, approves or deletes. */
export const REQUESTS: readonly string[] = ROUTES.map((route) => route.replaceAll(/\{[a-z_]+\}/g, "*"));
