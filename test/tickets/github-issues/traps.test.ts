import assert from "node:assert/strict";
import { test } from "node:test";
import { LockstepError } from "#services/core/errors";
import { deriveTicket } from "#services/core/tickets/derive-ticket";
import { parseForm, TWICE } from "#services/tickets/github-issues/parse-form";
import {
  APPROVED,
  approvedIssue,
  BY_PAT,
  happened,
  labelled,
  SCOPE,
  type StagedHub,
  system,
  TOKEN,
  withHub,
} from "./stage-hub.js";

async function fails(asked: Promise<unknown>, code: string): Promise<LockstepError> {
  const error: unknown = await asked.then(
    () => assert.fail(`was answered instead of '${code}'`),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof LockstepError, String(error));
  assert.equal(error.code, code, error.message);
  return error;
}

async function approvalOf({ request }: StagedHub): Promise<string | undefined> {
  const [fact] = (await system.find(request, [APPROVED])).facts;
  return fact && deriveTicket(fact, request.mapping).at(-1)?.approval;
}

test("an issue that a token may not see is no issue that is not there", () =>
  withHub({ rights: { hidden: ["issues"] } }, ({ request }) =>
    fails(system.find(request, [APPROVED]), "rights-narrowed"),
  ));

test("a quota that is used up is told with 403, and is no narrowed right", () =>
  withHub({ faults: { quota: { times: 1, fullInSeconds: 3600 } } }, ({ request }) =>
    fails(system.find(request, [APPROVED]), "rate-limited"),
  ));

test("a timeline of several pages is read to its end: the last event speaks", () => {
  const talk = Array.from({ length: 230 }, () => happened("commented", "2026-10-23T15:00:00Z"));
  const away = labelled("2026-10-24T09:00:00Z", "pat-cab", "cab:approved", "unlabeled");
  return withHub({ issues: [approvedIssue({}, [BY_PAT, ...talk, away])] }, async (staged) => {
    assert.equal(await approvalOf(staged), "requested");
  });
});

test("a link that names another server is not followed there: its page is asked of the declared one", () =>
  withHub(
    {
      issues: Array.from({ length: 120 }, (_, at) => approvedIssue({ number: 500 + at }, [])),
      faults: { linkElsewhere: true },
    },
    async ({ request }) => {
      assert.equal((await system.list(request, null)).facts.length, 120);
    },
  ));

test("the token goes to no repository but the declared one", () =>
  withHub({}, async ({ request, simulator }) => {
    await system.list(request, null);
    assert.ok(simulator.requests.every(([, path]) => path.startsWith("/repos/hospital/changes")));
  }));

test("an issue that was moved to another repository is gone, with a warning", () =>
  withHub({ faults: { moved: 412 } }, async ({ request }) => {
    const { gone, warnings } = await system.find(request, [APPROVED]);
    assert.deepEqual(gone, [APPROVED]);
    assert.match(warnings.join(), /moved to another repository/);
  }));

test("a pull request is no change", () =>
  withHub({ issues: [approvedIssue({ pull_request: {} })] }, async ({ request }) => {
    assert.deepEqual((await system.list(request, null)).facts, []);
    assert.deepEqual((await system.find(request, [APPROVED])).gone, [APPROVED]);
  }));

test("a team that cannot be seen is a right that is missing, and not a team of nobody", () =>
  withHub(
    { declared: { scope: { ...SCOPE, team: "hospital/change-board" } }, rights: { hidden: ["team"] } },
    async ({ request }) => {
      const error = await fails(system.find(request, [APPROVED]), "rights-narrowed");
      assert.match(error.message, /read:org/);
    },
  ));

test("issues with the labels of the filter alone are listed", () =>
  withHub(
    {
      issues: [approvedIssue(), approvedIssue({ number: 413, labels: [{ name: "question" }] })],
      declared: { filter: "change" },
    },
    async ({ request }) => {
      const { facts } = await system.list(request, null);
      assert.deepEqual(
        facts.map(({ number }) => number),
        [APPROVED],
      );
    },
  ));

test("edits are asked for by the server's own clock, also where it is behind", () =>
  withHub({ faults: { clockSkewMs: -1_800_000 } }, async ({ request, simulator }) => {
    const since = new Date().toISOString();
    simulator.state.edit(412, { milestone: null });
    assert.equal((await system.list(request, since)).facts.length, 1);
  }));

test("what Octokit would tell of a failure, the request and its token, goes no further", () =>
  withHub({ faults: { garbage: "*" } }, async ({ request }) => {
    const error = await fails(system.list(request, null), "answer-unexpected");
    assert.equal(error.cause, undefined);
    assert.ok(!JSON.stringify(error).includes(TOKEN));
  }));

test("a discovery links to where people read issues, and says which headings are missing", () =>
  withHub({ issues: [approvedIssue({ body: "### Planned start\n\n2026-10-25 00:30" })] }, async ({ request }) => {
    const { mapping, notes } = await system.discover(request);
    assert.equal(mapping.link, "https://github.hospital.test/hospital/changes/issues/{id}");
    assert.match(notes.join("\n"), /'planned-end'/);
    assert.doesNotMatch(notes.join("\n"), /'planned-start'/);
  }));

test("an entry without a repository, or without anybody who may approve, is refused", () => {
  const declared = { id: "changes", system: "github-issues", url: "https://api.github.com", passwordEnv: "T" };
  const problemsOf = (scope: Readonly<Record<string, string>>): readonly string[] =>
    system.declarationProblems({ ...declared, scope });
  assert.deepEqual(problemsOf(SCOPE), []);
  assert.match(problemsOf({ repository: "hospital/changes" }).join(), /nobody may approve/);
  assert.match(problemsOf({ ...SCOPE, repository: "hospital/.." }).join(), /lacks scope.repository/);
  assert.match(problemsOf({ ...SCOPE, approvers: " , " }).join(), /without a login/);
  assert.match(problemsOf({ ...SCOPE, team: "change-board" }).join(), /no|not organisation/);
});

for (const [claim, body, expected] of [
  ["an answer below its heading", "### Planned start\n\n2026-10-25 00:30\n", { "planned-start": "2026-10-25 00:30" }],
  ["no answer where none was given", "### Planned start\n\n_No response_", { "planned-start": "" }],
  ["an answer that is shown as code", "### Digest\n\n```text\nabc\n```", { digest: "abc" }],
  ["lines as Windows ends them", "### A\r\n\r\nx\r\n\r\n### B\r\n\r\ny", { a: "x", b: "y" }],
  ["no heading in a fenced block", "### A\n\n```\n### B\n\nz\n```\n\n### C\n\ny", { a: "### B\n\nz", c: "y" }],
  ["no heading in a longer fence", "### A\n\n````\n```\n### B\n````\n\n### C\n\ny", { a: "```\n### B", c: "y" }],
  ["a question answered twice as answered by neither", "### A\n\nx\n\n### a\n\ny", { a: TWICE }],
  ["nothing in a text without headings", "### \n#### A\n\nx", {}],
] as const) {
  test(`a form is read with ${claim}`, () => assert.deepEqual(parseForm(body), expected));
}
