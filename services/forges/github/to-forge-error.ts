import { RequestError } from "octokit";
import { type ErrorCode, LockstepError } from "#services/core/errors";
import { ROUTE } from "./fetch-through.js";

/**
 * Turns what Octokit throws into an error that a person can act on. Octokit wraps what its `fetch` throws with the whole request
 * beside it: only what the way said goes on, and of GitHub's own words those alone that are known.
 */
export function toForgeError(error: unknown, id: string, route: string): LockstepError {
  const cause: unknown = error instanceof Error ? error.cause : undefined;
  if (error instanceof LockstepError) return error;
  if (cause instanceof LockstepError) return cause;
  if (error instanceof RequestError) return ofStatus(error, id, route);
  return new LockstepError("answer-unexpected", `${id} did not understand a question, or was not understood.`, {
    details: { node: id },
  });
}

function ofStatus({ status, response }: RequestError, id: string, route: string): LockstepError {
  const fail = (code: ErrorCode, what: string, remedy?: string): LockstepError =>
    new LockstepError(code, `${id} ${what}`, { details: { node: id, status, request: route }, remedy });
  const headers = response?.headers ?? {};
  if (status === 401) return fail("login-refused", "refused the login (401).", LOGIN);
  if (status === 403 && headers["x-github-sso"] !== undefined) {
    return fail(
      "rights-narrowed",
      "wants the token to be authorised for the organisation's single sign-on (403).",
      "Authorise the token for SSO in its settings on GitHub.",
    );
  }
  if (status === 403)
    return fail(
      "rights-narrowed",
      `forbids '${route}' (403)${neededOf(headers["x-accepted-github-permissions"])}.`,
      RIGHTS,
    );
  if (status === 404 || status === 410)
    return fail(
      "rights-narrowed",
      `shows nothing for '${route}' (${status}): it is not there, or the account may not see it.`,
      RIGHTS,
    );
  if (status === 405 || status === 409 || status === 422)
    return fail("forge-unavailable", `did not take '${route}' (${status}): ${reasonOf(response?.data)}.`);
  if (status >= 500) return fail("node-unreachable", `could not answer '${route}' (${status}).`, ROUTE);
  return fail("answer-unexpected", `answered '${route}' with ${status}.`);
}

const LOGIN =
  "Check that the token has not run out or was taken back, or that the key is the app's; then run `lockstep doctor`.";
const RIGHTS =
  "Give the token or app the permissions that services/forges/github/README.md lists; `lockstep doctor` names those that are missing.";

/** GitHub names the permissions that would do, as `pull_requests=write`. */
function neededOf(header: unknown): string {
  return typeof header === "string" && /^[a-z_=,; ]{1,200}$/.test(header) ? `; it takes ${header}` : "";
}

const REASONS: readonly (readonly [RegExp, string])[] = [
  [/too long/i, "a text is longer than it allows"],
  [/No commits between/i, "the branch holds nothing that its base lacks"],
  [/already exists/i, "one exists already"],
  [/force-pushed or recreated/i, "the branch was rewritten since it was closed"],
  [/has been deleted/i, "the branch was deleted"],
  [/has been merged/i, "it was merged"],
  [/already an open pull request/i, "another one of this branch is open"],
  [/not a collaborator|collaborators/i, "somebody who is asked may not see the repository"],
  [/No commit found/i, "it does not have the commit"],
  [/maximum number of statuses/i, "the commit has as many statuses as it allows"],
  [/Upgrade to GitHub/i, "the plan of the repository does not have this"],
];

function reasonOf(data: unknown): string {
  const said = JSON.stringify(data ?? "");
  return REASONS.find(([pattern]) => pattern.test(said))?.[1] ?? "it gave a reason that is not known here";
}

/** Whether what was sent may be there although its answer says nothing: it is looked for, and never sent blindly again. */
export function mayHaveHappened(error: unknown): boolean {
  if (!(error instanceof LockstepError)) return false;
  return ["node-unreachable", "answer-truncated", "answer-unexpected", "answer-too-large"].includes(error.code);
}
