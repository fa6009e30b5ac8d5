import assert from "node:assert/strict";
import { test } from "node:test";
import { readPlace } from "#services/forges/azure-devops/read-place";
import type { ForgeRequest, ForgeSession } from "#services/ports/forge";
import type { PolicyData } from "#services/simulators/azure-devops/model";
import type { AzureDevOpsSimulator } from "#test/fakes/start-azure-devops-simulator";
import { type DevOpsStage, forge, LOCKSTEP, PAT, ROBIN, stageDevOps, TOKEN } from "./stage-devops.js";

interface Opened {
  readonly simulator: AzureDevOpsSimulator;
  readonly session: ForgeSession;
  readonly request: ForgeRequest;
}

async function withSession(stage: DevOpsStage, claim: (opened: Opened) => Promise<unknown>): Promise<void> {
  const { simulator, request } = await stageDevOps(stage);
  const session = await forge.open(request);
  try {
    await claim({ simulator, session, request });
  } finally {
    await session.close();
    await simulator.stop();
  }
}

const SERVICES = { system: "azure-devops", repository: "trust/Integration Engines/tie" } as const;

test("on Azure DevOps Services, organisation, project and name follow the address of the host", () => {
  assert.deepEqual(readPlace(SERVICES), {
    apiUrl: "https://dev.azure.com/trust",
    identityUrl: "https://vssps.dev.azure.com/trust",
    project: "Integration Engines",
    repository: "tie",
    webUrl: "https://dev.azure.com/trust/Integration%20Engines/_git/tie",
    gitUrl: "https://dev.azure.com/trust/Integration%20Engines/_git/tie",
  });
  assert.deepEqual(forge.declarationProblems({ ...SERVICES, passwordEnv: "T" }), []);
});

test("on a server, project and name follow the address of the collection", () => {
  const url = "https://tfs.hospital.test/tfs/DefaultCollection/";
  const { apiUrl, identityUrl, webUrl } = readPlace({ system: "azure-devops", url, repository: "Engines/tie" });
  assert.equal(apiUrl, "https://tfs.hospital.test/tfs/DefaultCollection");
  assert.equal(identityUrl, apiUrl);
  assert.equal(webUrl, "https://tfs.hospital.test/tfs/DefaultCollection/Engines/_git/tie");
});

test("branches are pushed by ssh without the token", () =>
  withSession({ declared: { gitUrl: "ssh://git@tfs.hospital.test/tie" } }, async ({ session }) => {
    assert.deepEqual(session.remote, { url: "ssh://git@tfs.hospital.test/tie" });
  }));

test("a token of Entra ID is sent as a bearer's", async () => {
  const token = "eyJhbGciOi-invented.eyJzdWIiOiJ4In0.c2lnbmF0dXJl";
  const { simulator, request } = await stageDevOps({ token });
  try {
    const session = await forge.open({ ...request, secret: token });
    assert.equal(session.remote.authorization, `Bearer ${token}`);
    await session.close();
    await assert.rejects(forge.open({ ...request, secret: TOKEN }), { code: "login-refused" });
  } finally {
    await simulator.stop();
  }
});

for (const version of ["7.1", "7.0", "6.0", "5.1"]) {
  test(`a server whose newest version is ${version} is spoken to in that one`, () =>
    withSession({ model: { version } }, async ({ session, simulator }) => {
      const before = simulator.requests.length;
      await session.listReviews(new Date().toISOString());
      assert.equal(simulator.requests.length, before + 3, "nothing is asked twice once the version is known");
    }));
}

test("a server that knows none of the versions is told as that, and not as one without reviews", async () => {
  const { simulator, request } = await stageDevOps({ model: { version: "4.1" } });
  try {
    await assert.rejects(forge.open(request), { code: "answer-unexpected", message: /VssVersionOutOfRange/ });
  } finally {
    await simulator.stop();
  }
});

test("a team that holds another group is refused, never read in part", () =>
  withSession({}, async ({ session, simulator }) => {
    simulator.state.teams.set("CAB", [PAT, "[Trust]\\Change board"]);
    await assert.rejects(session.membersOf(["Integration Engines/CAB"]), { code: "rights-narrowed" });
  }));

test("a team is named with either slash, or by its name alone", () =>
  withSession({}, async ({ session }) => {
    for (const team of ["Integration Engines/CAB", "Integration Engines\\CAB", "CAB"]) {
      assert.deepEqual(await session.membersOf([team]), [PAT.toLowerCase()], team);
    }
  }));

test("somebody whose account only begins alike is not asked in another's place", () =>
  withSession({}, async ({ session, simulator }) => {
    await simulator.people.push("drift/tie/t-1", LOCKSTEP, "main");
    const draft = { branch: "drift/tie/t-1", base: "main", title: "t", body: "b", labels: [] };
    const { number } = await session.openReview(draft);
    const told = await session.askReviewers(number, ["pat", PAT, "other/CAB"]);
    assert.deepEqual(
      told.map(({ owner }) => owner),
      ["pat", "other/CAB"],
    );
  }));

test("the status of a review's head is bound to the push that made it", () =>
  withSession({}, async ({ session, simulator }) => {
    const push = (): Promise<string> => simulator.people.push("drift/tie/t-1", LOCKSTEP, "main");
    await push();
    const draft = { branch: "drift/tie/t-1", base: "main", title: "t", body: "b", labels: [] };
    const { number } = await session.openReview(draft);
    const head = await push();
    await session.findReview(number);
    await session.setStatus(head, { state: "success", context: "lockstep/proposal", description: "Approved" });
    assert.deepEqual(simulator.state.pull(number)?.statuses, [
      { state: "succeeded", description: "Approved", context: { name: "proposal", genre: "lockstep" }, iterationId: 2 },
    ]);
  }));

const REVIEWERS = "fa4e907d-c16b-4a4c-9dfa-4906e5d171dd";

function policy(id: number, about: Partial<PolicyData>, scope: Readonly<Record<string, unknown>>): PolicyData {
  const flags = { isEnabled: true, isBlocking: true, isDeleted: false };
  const settings = { minimumApproverCount: id, resetOnSourcePush: true, scope: [scope], ...about.settings };
  return { id, ...flags, type: { id: REVIEWERS }, ...about, settings };
}

const WIDER: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  "of every repository": { repositoryId: null, refName: "refs/heads/main", matchKind: "Exact" },
  "of every default branch": { repositoryId: null, refName: null, matchKind: "DefaultBranch" },
  "of all that begins alike": { repositoryId: null, refName: "refs/heads/", matchKind: "Prefix" },
};

for (const [name, scope] of Object.entries(WIDER)) {
  test(`a policy ${name} guards the branch, and is left as it is`, () =>
    withSession({}, async ({ session, simulator }) => {
      simulator.state.policies.push(policy(2, {}, scope));
      const { pullRequestRequired, approvals } = await session.readProtection("main");
      assert.deepEqual([pullRequestRequired, approvals], [true, 2]);
      await session.protect({ branch: "main", approvals: 1, ownersMustApprove: false });
      assert.deepEqual(simulator.state.policies[0], policy(2, {}, scope));
      assert.equal(simulator.state.policies.length, 2);
    }));
}

test("a policy that is off, only warns, or is of another branch or repository guards nothing", () =>
  withSession({}, async ({ session, simulator }) => {
    const main = { repositoryId: simulator.state.repositoryId, refName: "refs/heads/main", matchKind: "Exact" };
    simulator.state.policies.push(
      policy(1, { isEnabled: false }, main),
      policy(2, { isBlocking: false }, main),
      policy(3, { isDeleted: true }, main),
      policy(4, {}, { ...main, refName: "refs/heads/maintenance" }),
      policy(5, {}, { ...main, repositoryId: "another" }),
    );
    const { pullRequestRequired, approvals } = await session.readProtection("main");
    assert.deepEqual([pullRequestRequired, approvals], [false, 0]);
  }));

test("an account that may not write is told so by the diagnosis, with the rights to grant", async () => {
  const { simulator, request } = await stageDevOps({ faults: { readOnly: true } });
  try {
    const told = await forge.diagnose(request);
    assert.match(told.find(({ state }) => state === "failed")?.remedy ?? "", /Contribute to pull requests/);
  } finally {
    await simulator.stop();
  }
});

test("a person's own review is found by its number, and not listed among Lockstep's", () =>
  withSession({}, async ({ session, simulator }) => {
    const number = simulator.people.open("feature/x", ROBIN);
    assert.equal((await session.findReview(number))?.branch, "feature/x");
    assert.deepEqual(await session.listReviews(new Date(0).toISOString()), []);
  }));

test("what git pushes by the way that the session names is the head of its review at once", () =>
  withSession({}, async ({ session, simulator }) => {
    const branch = "drift/tie/t-1";
    await simulator.people.push(branch, LOCKSTEP, "main");
    const draft = { branch, base: "main", title: "t", body: "b", labels: [] };
    const { number } = await session.openReview(draft);
    const { git } = simulator.state;
    const commit = await git.commitFiles("main", { "a.txt": "a\n" }, "By git", { login: LOCKSTEP, at: new Date() });
    const { url, authorization = "" } = session.remote;
    await git.run(["push", "--quiet", url, `+${commit}:refs/heads/${branch}`], {
      env: {
        GIT_CONFIG_COUNT: "2",
        GIT_CONFIG_KEY_0: "http.sslVerify",
        GIT_CONFIG_VALUE_0: "false",
        GIT_CONFIG_KEY_1: "http.extraHeader",
        GIT_CONFIG_VALUE_1: `Authorization: ${authorization}`,
      },
    });
    assert.equal((await session.findReview(number))?.head, commit);
  }));
