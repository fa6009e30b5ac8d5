export const REPOSITORY = "GET /repos/{owner}/{repo}";
export const ISSUES = "GET /repos/{owner}/{repo}/issues";
export const ISSUE = "GET /repos/{owner}/{repo}/issues/{issue_number}";
export const TIMELINE = "GET /repos/{owner}/{repo}/issues/{issue_number}/timeline";
export const MEMBERS = "GET /orgs/{org}/teams/{team_slug}/members";
export const COMMENTS = "GET /repos/{owner}/{repo}/issues/{issue_number}/comments";
export const COMMENT = "POST /repos/{owner}/{repo}/issues/{issue_number}/comments";

/** Every request that is ever sent but for a note. */
export const READ_REQUESTS: readonly string[] = patterns([REPOSITORY, ISSUES, ISSUE, TIMELINE, MEMBERS]);

/** What is sent for a note beside that: comments are read before one is written. */
export const WRITE_REQUESTS: readonly string[] = patterns([COMMENTS, COMMENT]);

function patterns(routes: readonly string[]): readonly string[] {
  return routes.map((route) => route.replaceAll(/\{[a-z_]+\}/g, "*"));
}
