import type { ApiDescription } from "./description.js";

type Json = Readonly<Record<string, unknown>>;

const text: Json = { type: "string", minLength: 1 };
const count: Json = { type: "integer" };
const flag: Json = { type: "boolean" };
const oneOf = (...words: string[]): Json => ({ type: "string", enum: words });
const record = (properties: Json, required: readonly string[] = []): Json => ({
  type: "object",
  properties,
  required,
  additionalProperties: false,
});
const list = (items: Json): Json => ({ type: "array", items });

const inPath = (name: string, schema: Json = text): Json => ({ in: "path", name, required: true, schema });
const inQuery = (name: string, schema: Json = text): Json => ({ in: "query", name, required: false, schema });
const REPO = [inPath("owner"), inPath("repo")];
const PAGES = [
  inQuery("per_page", { type: "integer", minimum: 1, maximum: 100 }),
  inQuery("page", { type: "integer", minimum: 1 }),
];
const NUMBER = inPath("issue_number", count);

function reads(parameters: readonly Json[], status = "200"): Json {
  return { parameters, responses: { [status]: {} } };
}

function writes(parameters: readonly Json[], schema: Json, status = "200"): Json {
  return {
    parameters,
    requestBody: { required: true, content: { "application/json": { schema } } },
    responses: { [status]: {} },
  };
}

const PULL_REQUEST_RULE = record(
  {
    type: oneOf("pull_request"),
    parameters: record(
      {
        dismiss_stale_reviews_on_push: flag,
        require_code_owner_review: flag,
        require_last_push_approval: flag,
        required_approving_review_count: { type: "integer", minimum: 0, maximum: 10 },
        required_review_thread_resolution: flag,
        allowed_merge_methods: { ...list(oneOf("merge", "squash", "rebase")), minItems: 1 },
      },
      [
        "dismiss_stale_reviews_on_push",
        "require_code_owner_review",
        "require_last_push_approval",
        "required_approving_review_count",
        "required_review_thread_resolution",
      ],
    ),
  },
  ["type", "parameters"],
);

const STATUS_RULE = record(
  {
    type: oneOf("required_status_checks"),
    parameters: record(
      {
        strict_required_status_checks_policy: flag,
        do_not_enforce_on_create: flag,
        required_status_checks: list(record({ context: text, integration_id: count }, ["context"])),
      },
      ["strict_required_status_checks_policy", "required_status_checks"],
    ),
  },
  ["type", "parameters"],
);

const RULESET = record(
  {
    name: text,
    target: oneOf("branch", "tag", "push"),
    enforcement: oneOf("disabled", "active", "evaluate"),
    bypass_actors: list(
      record(
        {
          actor_id: { type: "integer", nullable: true },
          actor_type: oneOf("Integration", "OrganizationAdmin", "RepositoryRole", "Team", "DeployKey"),
          bypass_mode: oneOf("always", "pull_request"),
        },
        ["actor_type"],
      ),
    ),
    conditions: record({ ref_name: record({ include: list(text), exclude: list(text) }) }),
    rules: list({
      anyOf: [
        record({ type: oneOf("deletion", "non_fast_forward", "creation") }, ["type"]),
        PULL_REQUEST_RULE,
        STATUS_RULE,
      ],
    }),
  },
  ["name", "enforcement"],
);

/**
 * What GitHub documents of the operations that its cut description leaves out, by hand and strictly: a field that is not named
 * here is a problem.
 */
export const OWN_DESCRIPTION: ApiDescription = {
  paths: {
    "/user": { get: reads([]) },
    "/repos/{owner}/{repo}/commits/{sha}/statuses": { get: reads([...REPO, inPath("sha"), ...PAGES]) },
    "/repos/{owner}/{repo}/issues": {
      get: reads([
        ...REPO,
        ...PAGES,
        inQuery("state", oneOf("open", "closed", "all")),
        inQuery("labels"),
        inQuery("creator"),
        inQuery("sort", oneOf("created", "updated", "comments")),
        inQuery("direction", oneOf("asc", "desc")),
        inQuery("since", { type: "string", format: "date-time" }),
      ]),
      post: writes(
        REPO,
        record({ title: text, body: { type: "string" }, labels: list(text), assignees: list(text) }, ["title"]),
        "201",
      ),
    },
    "/repos/{owner}/{repo}/issues/{issue_number}": {
      get: reads([...REPO, NUMBER]),
      patch: writes(
        [...REPO, NUMBER],
        record({
          title: text,
          body: { type: "string", nullable: true },
          state: oneOf("open", "closed"),
          state_reason: { ...oneOf("completed", "not_planned", "reopened"), nullable: true },
          labels: list(text),
        }),
      ),
    },
    "/repos/{owner}/{repo}/issues/{issue_number}/comments": {
      get: reads([...REPO, NUMBER, ...PAGES, inQuery("since", { type: "string", format: "date-time" })]),
    },
    "/repos/{owner}/{repo}/issues/{issue_number}/labels": {
      put: writes([...REPO, NUMBER], record({ labels: list(text) })),
    },
    "/repos/{owner}/{repo}/pulls/{pull_number}/reviews": {
      post: writes(
        [...REPO, inPath("pull_number", count)],
        record({ commit_id: text, body: { type: "string" }, event: oneOf("APPROVE", "REQUEST_CHANGES", "COMMENT") }),
      ),
    },
    "/orgs/{org}/teams/{team_slug}/members": {
      get: reads([inPath("org"), inPath("team_slug"), ...PAGES, inQuery("role", oneOf("member", "maintainer", "all"))]),
    },
    "/repos/{owner}/{repo}/rules/branches/{branch}": { get: reads([...REPO, inPath("branch"), ...PAGES]) },
    "/repos/{owner}/{repo}/rulesets": {
      get: reads([...REPO, ...PAGES, inQuery("includes_parents", flag), inQuery("targets")]),
      post: writes(REPO, RULESET, "201"),
    },
    "/repos/{owner}/{repo}/rulesets/{ruleset_id}": {
      get: reads([...REPO, inPath("ruleset_id", count), inQuery("includes_parents", flag)]),
      put: writes([...REPO, inPath("ruleset_id", count)], RULESET),
    },
    "/repos/{owner}/{repo}/branches/{branch}": { get: reads([...REPO, inPath("branch")]) },
    "/repos/{owner}/{repo}/branches/{branch}/protection": { get: reads([...REPO, inPath("branch")]) },
    "/repos/{owner}/{repo}/codeowners/errors": { get: reads([...REPO, inQuery("ref")]) },
    "/repos/{owner}/{repo}/hooks/{hook_id}/deliveries": {
      get: reads([...REPO, inPath("hook_id", count), inQuery("per_page", count), inQuery("cursor")]),
    },
    "/repos/{owner}/{repo}/hooks/{hook_id}/deliveries/{delivery_id}/attempts": {
      post: { parameters: [...REPO, inPath("hook_id", count), inPath("delivery_id", count)], responses: { "202": {} } },
    },
  },
};
