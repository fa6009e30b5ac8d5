import assert from "node:assert/strict";
import { test } from "node:test";
import { RequestError } from "octokit";
import { createGitHubForge } from "#services/forges/github/forge";
import { hubAddress } from "#services/forges/github/hub-address";
import { toForgeError } from "#services/forges/github/to-forge-error";
import { assertTellsNothing } from "#test/conformance/assert-tells-nothing";
import { REPOSITORY, TOKEN } from "./stage-forge.js";
import { withForge } from "./with-forge.js";

test("the API is found from the web address: of github.com, of a tenant, and of a server of one's own", () => {
  const apiOf = (url?: string): string =>
    hubAddress({ system: "github", repository: REPOSITORY, ...(url !== undefined && { url }) }).api;
  assert.equal(apiOf(), "https://api.github.com");
  assert.equal(apiOf("https://trust.ghe.com/"), "https://api.trust.ghe.com");
  assert.equal(apiOf("https://github.hospital.test"), "https://github.hospital.test/api/v3");
});

test("branches are pushed with a deploy key where git goes over ssh, and the token is not shown there", () =>
  withForge(async ({ forge, request }) => {
    const gitUrl = "ssh://git@github.hospital.test/hospital/estate.git";
    const session = await forge.open({ ...request, declared: { ...request.declared, gitUrl } });
    assert.deepEqual(session.remote, { url: gitUrl });
    await session.close();
  }));

test("an app signs in although its clock and GitHub's are five minutes apart, either way", async () => {
  for (const clockSkewMs of [-300_000, 300_000]) {
    await withForge(async ({ session }) => assert.equal(session.account, "lockstep-review[bot]"), {
      kind: "app",
      simulator: { faults: { clockSkewMs } },
    });
  }
});

test("a review that ended since is listed by GitHub's own clock", () =>
  withForge(
    async ({ session, review, people }) => {
      const since = new Date().toISOString();
      const { number } = await review();
      await people.close(number, "sam-engineer");
      assert.deepEqual(
        (await session.listReviews(since)).map(({ endedBy }) => endedBy),
        ["sam-engineer"],
      );
    },
    { simulator: { faults: { clockSkewMs: -600_000 } } },
  ));

test("a key that is no key, and a token that was pasted with its line end, are told without a request", () =>
  withForge(async ({ request, simulator }) => {
    const before = simulator.requests.length;
    const { passwordEnv: _env, ...declared } = request.declared;
    const forge = createGitHubForge();
    const asApp = { ...declared, app: { id: 1, keyFile: "/k.pem" } };
    await assert.rejects(forge.open({ ...request, declared: asApp, secret: "no key" }), { code: "credential-missing" });
    await assert.rejects(forge.open({ ...request, secret: `${TOKEN}\n` }), { code: "credential-missing" });
    assert.equal(simulator.requests.length, before);
  }));

test("the dashboard is edited where it says something else, opened again where somebody closed it, and never somebody else's issue", () =>
  withForge(async ({ session, simulator, writes }) => {
    const { hub, people } = simulator;
    const url = await session.putDashboard({ title: "Lockstep", body: "a\nb\n" });
    const number = Number(url.split("/").at(-1));
    writes();
    await people.edit("sam-engineer", number, { body: "a\r\nb" });
    await session.putDashboard({ title: "Lockstep", body: "a\nb\n" });
    assert.deepEqual(writes(), [], "a browser's line ends are no change");
    await people.close("sam-engineer", number);
    assert.equal(await session.putDashboard({ title: "Lockstep", body: "a\nb\n" }), url);
    assert.equal(hub.issue(number).state, "open");
    hub.issues.set(number, { ...hub.issue(number), author: "sam-engineer" });
    assert.notEqual(await session.putDashboard({ title: "Lockstep", body: "c" }), url);
    assert.equal(hub.issue(number).body, "a\r\nb");
  }));

test("owners of another organisation, the author, and what is no name are told and not asked", () =>
  withForge(async ({ session, review, people, account }) => {
    const { number } = await review();
    const told = await session.askReviewers(number, [
      "elsewhere/cab",
      account,
      "Pat Lowe <pat@hospital.test>",
      "pat-lowe",
    ]);
    assert.deepEqual(
      told.map(({ owner }) => owner),
      ["elsewhere/cab", account, "Pat Lowe <pat@hospital.test>"],
    );
    assert.deepEqual(await people.asked(number), ["pat-lowe"]);
  }));

test("why a branch that was rewritten cannot be opened again is said in words", () =>
  withForge(async ({ session, review, push, people }) => {
    const { number, branch } = await review();
    await session.closeReview(number);
    await push(branch);
    await assert.rejects(session.reopenReview(number), {
      code: "forge-unavailable",
      message: /rewritten since it was closed/,
    });
    await people.deleteBranch(branch, "sam-engineer");
    await assert.rejects(session.reopenReview(number), { code: "forge-unavailable", message: /branch was deleted/ });
  }));

test("of what GitHub says nothing goes on but what is known: neither the token nor its words", () => {
  const response = { status: 422, url: "", headers: {}, data: { message: `Validation Failed ${TOKEN} <script>` } };
  const request = {
    method: "POST",
    url: "https://api.github.com/x",
    headers: { authorization: `token ${TOKEN}` },
  } as const;
  const told = (status: number, headers: Record<string, string> = {}) =>
    toForgeError(
      new RequestError(`no ${TOKEN}`, status, { request, response: { ...response, status, headers } }),
      "github",
      "GET /x",
    );
  for (const status of [401, 403, 404, 409, 422, 500, 418]) assertTellsNothing(told(status), TOKEN);
  assert.doesNotMatch(told(422).message, /script/);
  assert.match(told(403, { "x-github-sso": "required; url=https://evil.example" }).message, /single sign-on/);
  assert.match(
    told(403, { "x-accepted-github-permissions": "pull_requests=write" }).message,
    /it takes pull_requests=write/,
  );
  assert.doesNotMatch(told(403, { "x-accepted-github-permissions": "<b>evil</b>" }).message, /evil/);
});
