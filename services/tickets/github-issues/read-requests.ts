export const REPOSITORY = "GET /repos/{owner}/{repo}";
export const ISSUES = "GET /repos/{owner}/{repo}/issues";
export const ISSUE = "GET /repos/{owner}/{repo}/issues/{issue_number}";
export const TIMELINE = "GET /repos/{owner}/{repo}/issues/{issue_number}/timeline";
export const MEMBERS = "GET /orgs/{org}/teams/{team_slug}/members";

/** Every request that is ever sent. */
export const READ_REQUESTS: readonly string[] = [REPOSITORY, ISSUES, ISSUE, TIMELINE, MEMBERS].map((route) =>
  route.replaceAll(/\{[a-z_]+\}/g, "*"),
);
