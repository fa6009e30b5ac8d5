import assert from "node:assert/strict";
import { test } from "node:test";
import { REPO, refusal, type StagedHub, withHub } from "./with-hub.js";

const HEAD = "drift/tie/one";

async function opened({ hub, as }: StagedHub): Promise<{ readonly number: number; readonly sha: string }> {
  const sha = await hub.people.pushCommit("lock", HEAD, { "a.txt": "1\n" });
  const { data } = await as("lock").rest.pulls.create({ ...REPO, title: "One", head: HEAD, base: "main", body: "b" });
  assert.equal(data.head.sha, sha);
  return { number: data.number, sha };
}

const open = ({ as }: StagedHub, about: { head?: string; base?: string; body?: string }): Promise<string> =>
  refusal(as("lock").rest.pulls.create({ ...REPO, title: "T", head: HEAD, base: "main", ...about }));

test("a pull request is refused with a body too long, of branches that are not there, of no commits, and twice for a branch", () =>
  withHub(async (staged) => {
    await staged.hub.people.pushCommit("lock", HEAD, { "a.txt": "1\n" });
    assert.match(
      await open(staged, { body: "x".repeat(65_537) }),
      /^422 .*body is too long \(maximum is 65536 characters\)/,
    );
    assert.match(await open(staged, { head: "drift/none" }), /^422 .*"field":"head","code":"invalid"/);
    assert.match(await open(staged, { base: "none" }), /^422 .*"field":"base","code":"invalid"/);
    assert.match(await open(staged, { head: "main" }), /^422 .*No commits between main and main/);
    assert.equal(await open(staged, { body: "x".repeat(65_536) }), "taken");
    assert.match(await open(staged, {}), /^422 .*A pull request already exists for hospital:drift\/tie\/one/);
  }));

test("nobody reviews their own pull request, and REST writes the state of a review large", () =>
  withHub(async (staged) => {
    const { number, sha } = await opened(staged);
    const review = (login: string) =>
      staged.as(login).rest.pulls.createReview({ ...REPO, pull_number: number, event: "APPROVE" });
    assert.match(await refusal(review("lock")), /^422 .*Can not approve your own pull request/);
    const { data } = await review("pat");
    assert.deepEqual([data.state, data.commit_id], ["APPROVED", sha]);
    assert.throws(() => staged.hub.people.approve("lock", number), /your own pull request/);
  }));

test("a push voids approvals where protection says so, and leaves them where it does not", () =>
  withHub(async (staged) => {
    const { hub, as } = staged;
    const { number } = await opened(staged);
    const states = async () =>
      (await as("lock").rest.pulls.listReviews({ ...REPO, pull_number: number })).data.map(({ state }) => state);
    hub.people.approve("pat", number);
    await hub.people.pushCommit("lock", HEAD, { "a.txt": "2\n" });
    assert.deepEqual(await states(), ["APPROVED"]);
    hub.people.protect("main", { approvals: 1, dismissStale: true });
    await hub.people.pushCommit("lock", HEAD, { "a.txt": "3\n" });
    assert.deepEqual(await states(), ["DISMISSED"]);
  }));

test("a merge is refused while protection is unmet, and of another head than the one looked at", () =>
  withHub(async (staged) => {
    const { hub, as } = staged;
    const { number, sha } = await opened(staged);
    hub.people.protect("main", { approvals: 1, lastPush: true, contexts: ["lockstep/proposal"], enforceAdmins: true });
    const merge = (login: string, about = {}) =>
      refusal(as(login).rest.pulls.merge({ ...REPO, pull_number: number, ...about }));
    assert.match(await merge("pat"), /^405 .*At least 1 approving review is required/);
    hub.people.approve("pat", number);
    assert.match(await merge("pat"), /^405 .*Required status check/);
    await as("lock").rest.repos.createCommitStatus({ ...REPO, sha, state: "success", context: "lockstep/proposal" });
    assert.match(await merge("pat", { sha: "0".repeat(40) }), /^409 .*Head branch was modified/);
    hub.people.requestChanges("sam", number);
    assert.match(await merge("olga"), /^405 .*Changes have been requested/);
    hub.people.approve("sam", number);
    assert.equal(await merge("pat"), "taken");
    assert.match(await merge("pat"), /^405 .*not mergeable/);
  }));

test("an administrator passes what is unmet, where the rules let them", () =>
  withHub(async (staged) => {
    const { hub } = staged;
    const { number } = await opened(staged);
    hub.people.protect("main", { approvals: 1, enforceAdmins: true });
    await assert.rejects(hub.people.mergeAsAdmin("olga", number), /approving review/);
    hub.people.protect("main", { approvals: 1 });
    await assert.rejects(hub.people.mergeAsAdmin("pat", number), /approving review/);
    await assert.rejects(hub.people.merge("olga", number), /approving review/);
    await hub.people.mergeAsAdmin("olga", number);
    assert.equal(hub.hub.pull(number).pull.mergedBy, "olga");
  }));

test("a merge, a squash and a rebase write real commits on the base", () =>
  withHub(async ({ hub, as }) => {
    const parents: Record<string, number> = {};
    for (const method of ["merge", "squash", "rebase"] as const) {
      const head = `drift/tie/${method}`;
      await hub.people.pushCommit("lock", head, { [`${method}.txt`]: "1\n" });
      await hub.people.pushCommit("lock", head, { [`${method}-2.txt`]: "2\n" });
      const { data } = await as("lock").rest.pulls.create({ ...REPO, title: method, head, base: "main" });
      // The base goes on meanwhile, elsewhere.
      await hub.people.pushCommit("pat", "main", { [`base-${method}.txt`]: "x\n" });
      const sha = await hub.people.merge("pat", data.number, { method });
      assert.equal((await hub.hub.git.branches()).get("main"), sha);
      assert.equal(await hub.hub.git.readFile(sha, `${method}-2.txt`), "2");
      assert.equal(await hub.hub.git.readFile(sha, `base-${method}.txt`), "x");
      parents[method] = (await hub.hub.git.run(["log", "-1", "--format=%P", sha])).split(" ").length;
      assert.equal(
        (await as("lock").rest.issues.get({ ...REPO, issue_number: data.number })).data.closed_by?.login,
        "pat",
      );
    }
    assert.deepEqual(parents, { merge: 2, squash: 1, rebase: 1 });
  }));

test("a closed pull request opens again with its commit alone: not of a branch that is gone or was rewritten", () =>
  withHub(async (staged) => {
    const { hub, as } = staged;
    const { number, sha } = await opened(staged);
    const reopen = () => refusal(as("lock").rest.pulls.update({ ...REPO, pull_number: number, state: "open" }));
    await hub.people.close("pat", number);
    await hub.people.deleteBranch("pat", HEAD);
    assert.match(await reopen(), /^422 .*branch has been deleted/);
    await hub.people.pushCommit("lock", HEAD, { "b.txt": "other\n" });
    assert.match(await reopen(), /^422 .*force-pushed or recreated/);
    await hub.people.forcePush("lock", HEAD, sha);
    assert.equal(await reopen(), "taken");
    await hub.people.deleteBranch("pat", HEAD);
    assert.equal(hub.hub.pull(number).state, "closed", "a pull request ends with its branch");
  }));

test("owners must agree to what they own, and the owners file's faults are told", () =>
  withHub(
    async (staged) => {
      const { hub, as } = staged;
      const owners = "* @pat\n/a.txt @hospital/cab\n/b.txt @nobody-here\n";
      await hub.people.pushCommit("olga", "main", { ".github/CODEOWNERS": owners });
      const { data } = await as("lock").request("GET /repos/hospital/estate/codeowners/errors");
      assert.deepEqual(
        data.errors.map(({ line, kind }: { line: number; kind: string }) => [line, kind]),
        [[3, "Unknown owner"]],
      );
      const { number } = await opened(staged);
      hub.people.protect("main", { approvals: 1, owners: true, enforceAdmins: true });
      hub.people.approve("pat", number);
      await assert.rejects(hub.people.merge("pat", number), /code owner review/);
      hub.people.approve("sam", number);
      await hub.people.merge("pat", number);
    },
    {
      model: {
        repository: "hospital/estate",
        people: { olga: "admin", lock: "write", pat: "write", sam: "write" },
        teams: { "hospital/cab": { members: ["sam"] } },
        credentials: [{ token: "token-of-lock", login: "lock" }],
      },
    },
  ));

test("statuses need a commit that is there, and check runs an app", () =>
  withHub(async (staged) => {
    const { as } = staged;
    const { sha } = await opened(staged);
    const status = (of: string) =>
      refusal(
        as("lock").rest.repos.createCommitStatus({ ...REPO, sha: of, state: "success", description: "x".repeat(140) }),
      );
    assert.match(await status("0".repeat(40)), /^422 .*No commit found for SHA/);
    assert.equal(await status(sha), "taken");
    assert.match(
      await refusal(as("lock").rest.checks.create({ ...REPO, name: "c", head_sha: sha })),
      /^403 .*GitHub App/,
    );
    assert.match(
      await refusal(as("rita").rest.issues.setLabels({ ...REPO, issue_number: 1, labels: ["x"] })),
      /^403 .*not accessible/,
    );
  }));
