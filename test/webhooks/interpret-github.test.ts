import assert from "node:assert/strict";
import { test } from "node:test";
import type { JobRequest } from "#schemas/job-request";
import { SENDERS } from "#webhooks/senders";
import { GITHUB, heldAgainst } from "./deliveries.js";
import { examplesOf, GITHUB_EVENTS, type GithubPayload } from "./github-examples.js";

const { interpret } = SENDERS.github;

/** What a payload asks for, where its own repository is the estate's. */
function asked(event: string, payload: GithubPayload): readonly JobRequest[] {
  const repository = payload.repository?.full_name ?? "none/none";
  return interpret(payload, heldAgainst("github", { event, forge: { system: "github", repository } }));
}

test("all events of GitHub are read, and no other than those that decide something ask for anything", () => {
  assert.equal(GITHUB_EVENTS.length, 58);
  const asking = GITHUB_EVENTS.filter(({ name, examples }) => examples.some((one) => asked(name, one).length > 0));
  assert.deepEqual(
    asking.map(({ name }) => name),
    ["pull_request", "pull_request_review"],
  );
});

test("a pull request that was opened, moved or closed is looked at again by its number, and nothing else of it counts", () => {
  const deciding = ["opened", "closed", "reopened", "synchronize", "ready_for_review", "converted_to_draft"];
  for (const payload of examplesOf("pull_request")) {
    const [job, ...others] = asked("pull_request", payload);
    assert.deepEqual(others, []);
    const isDeciding = deciding.includes(payload.action ?? "");
    const expected = {
      job: "settle-reviews",
      number: payload.pull_request?.number,
      because: `the webhook 'hook' told of pull_request ${payload.action}`,
    };
    assert.deepEqual(job, isDeciding ? expected : undefined, payload.action);
  }
});

test("a review that was given or withdrawn leads to the pull request it was given for", () => {
  for (const payload of examplesOf("pull_request_review")) {
    const [job] = asked("pull_request_review", payload);
    assert.ok(job?.job === "settle-reviews" && job.number === payload.pull_request?.number);
  }
});

test("a push to the estate's branch or to a proposal's has all reviews looked at, another push none", () => {
  const [push] = examplesOf("push");
  assert.ok(push);
  const jobsOf = (ref: string, branch?: string) =>
    interpret(
      { ...push, ref },
      heldAgainst("github", { event: "push", forge: { ...GITHUB, ...(branch !== undefined && { branch }) } }),
    ).map((job) => job.job === "settle-reviews" && job.number);
  assert.deepEqual(jobsOf("refs/heads/main"), [null]);
  assert.deepEqual(jobsOf("refs/heads/drift/tie/adopt-chg0030009"), [null]);
  for (const ref of ["refs/heads/mainly", "refs/tags/main", "main", "refs/heads/feature"])
    assert.deepEqual(jobsOf(ref), []);
  assert.deepEqual(jobsOf("refs/heads/main", "estate"), []);
  assert.deepEqual(jobsOf("refs/heads/estate", "estate"), [null]);
});

test("a repository's name is the same in either case, and another repository asks for nothing", () => {
  const [payload] = examplesOf("pull_request");
  const jobsFor = (repository: string) =>
    interpret(payload, heldAgainst("github", { event: "pull_request", forge: { system: "github", repository } }))
      .length;
  assert.equal(jobsFor("codertocat/hello-world"), 1);
  assert.equal(jobsFor("codertocat/hello-world2"), 0);
  assert.equal(jobsFor("trust/estate"), 0);
});

test("nothing is asked for where the estate's forge is another one, or none", () => {
  const [payload] = examplesOf("pull_request");
  const repository = payload?.repository?.full_name ?? "";
  const event = "pull_request";
  assert.deepEqual(
    interpret(payload, heldAgainst("github", { event, forge: { system: "azure-devops", repository } })),
    [],
  );
  const { declared } = heldAgainst("github");
  assert.deepEqual(interpret(payload, { event, declared, forge: undefined }), []);
  assert.deepEqual(interpret(payload, { event, declared, forge: { system: "github" } }), []);
});

test("the header of an event and the body of another ask for nothing", () => {
  const [payload] = examplesOf("issues");
  assert.ok(payload);
  for (const event of ["pull_request", "pull_request_review", "push", "__proto__", "constructor", ""]) {
    assert.deepEqual(asked(event, payload), []);
  }
});

const HOSTILE: readonly (readonly [what: string, number: unknown])[] = [
  ["a text", "2"],
  ["negative", -2],
  ["zero", 0],
  ["a fraction", 2.5],
  ["beyond every number", 2 ** 53],
  ["a list", [2]],
  ["an object", { valueOf: 2 }],
  ["nothing", null],
];

for (const [what, number] of HOSTILE) {
  test(`a pull request whose number is ${what} asks for nothing`, () => {
    const [payload] = examplesOf("pull_request");
    assert.ok(payload);
    const twisted = JSON.stringify({ ...payload, pull_request: { ...payload.pull_request, number } });
    assert.deepEqual(asked("pull_request", JSON.parse(twisted)), []);
  });
}

test("what stands under a name that every object has is nothing that was sent", () => {
  const sent: unknown = JSON.parse(
    '{"__proto__":{"action":"closed","repository":{"full_name":"Codertocat/Hello-World"},"pull_request":{"number":2}}}',
  );
  assert.deepEqual(interpret(sent, heldAgainst("github", { event: "pull_request" })), []);
  const inherited: unknown = Object.create({
    action: "closed",
    repository: { full_name: "Codertocat/Hello-World" },
    pull_request: { number: 2 },
  });
  assert.deepEqual(interpret(inherited, heldAgainst("github", { event: "pull_request" })), []);
});
