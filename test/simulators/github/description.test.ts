import assert from "node:assert/strict";
import { test } from "node:test";
import { descriptionIsAbsent } from "#test/fakes/github-description";
import { REPO, refusal, type StagedHub, withHub } from "./with-hub.js";

const DESCRIBED: Readonly<Record<string, (staged: StagedHub) => Promise<unknown>>> = {
  "a pull request without a base": ({ as }) => as("lock").request("POST /repos/hospital/estate/pulls", { head: "x" }),
  "a title that is a number": ({ as }) =>
    as("lock").request("POST /repos/hospital/estate/pulls", { title: 1, head: "x", base: "main" }),
  "a field that GitHub passes over without a word": ({ as }) =>
    as("lock").request("PATCH /repos/hospital/estate/pulls/1", { titel: "x" }),
  "a state that no status has": ({ as }) =>
    as("lock").request(`POST /repos/hospital/estate/statuses/${"a".repeat(40)}`, { state: "green" }),
  "a query that nobody reads": ({ as }) => as("lock").request("GET /repos/hospital/estate/pulls?until=now"),
  "a number that is none": ({ as }) => as("lock").request("GET /repos/hospital/estate/pulls/one"),
};

for (const [what, ask] of Object.entries(DESCRIBED)) {
  test(`GitHub's own description finds ${what}`, { skip: descriptionIsAbsent }, () => isFound(ask));
}

const OWN: Readonly<Record<string, (staged: StagedHub) => Promise<unknown>>> = {
  "a rule that no ruleset has": ({ as }) =>
    as("olga").request("POST /repos/hospital/estate/rulesets", {
      name: "x",
      enforcement: "active",
      rules: [{ type: "no_weekends" }],
    }),
  "a pull request rule without all it needs": ({ as }) =>
    as("olga").request("POST /repos/hospital/estate/rulesets", {
      name: "x",
      enforcement: "active",
      rules: [{ type: "pull_request", parameters: {} }],
    }),
  "an issue without a title": ({ as }) => as("lock").request("POST /repos/hospital/estate/issues", { body: "x" }),
  "an operation that is not there": ({ as }) => as("lock").request("DELETE /repos/hospital/estate"),
};

for (const [what, ask] of Object.entries(OWN)) {
  test(`our description of what is left out there finds ${what}`, () => isFound(ask));
}

test("what is asked as described is taken, and the answers are as described", { skip: descriptionIsAbsent }, () =>
  withHub(async ({ hub, as }) => {
    const octokit = as("lock");
    const sha = await hub.people.pushCommit("lock", "drift/tie/one", { "a.txt": "1\n" });
    const { data } = await octokit.rest.pulls.create({
      ...REPO,
      title: "One",
      head: "drift/tie/one",
      base: "main",
      body: "b",
    });
    const about = { ...REPO, pull_number: data.number };
    await octokit.rest.issues.addLabels({ ...REPO, issue_number: data.number, labels: ["drift"] });
    await octokit.rest.repos.createCommitStatus({ ...REPO, sha, state: "pending", context: "c", description: "d" });
    hub.people.approve("pat", data.number);
    await octokit.rest.pulls.listReviews(about);
    await octokit.rest.issues.createComment({ ...REPO, issue_number: data.number, body: "c" });
    await octokit.rest.pulls.requestReviewers({ ...about, reviewers: ["sam"] });
    await octokit.rest.pulls.merge({ ...about, merge_method: "squash" });
    await octokit.rest.pulls.list({ ...REPO, state: "closed" });
    await octokit.rest.repos.get(REPO);
    assert.deepEqual(hub.violations, []);
  }),
);

async function isFound(ask: (staged: StagedHub) => Promise<unknown>): Promise<void> {
  await withHub(async (staged) => {
    assert.match(await refusal(ask(staged)), /^4(04|22) /);
    assert.equal(staged.hub.violations.length > 0, true, "nothing was noted");
  });
}
