import assert from "node:assert/strict";
import { test } from "node:test";
import { APP, TOKEN } from "./stage-forge.js";
import { withForge } from "./with-forge.js";

const PLAN = { branch: "main", approvals: 1, ownersMustApprove: true };

test("protection of the older form is read, with everybody who may pass it", () =>
  withForge(async ({ simulator, session }) => {
    simulator.people.protect("main", { approvals: 2, dismissStale: true, owners: true, bypassUsers: ["olga-owner"] });
    assert.deepEqual(await session.readProtection("main"), {
      pullRequestRequired: true,
      approvals: 2,
      staleOpinionsVoid: true,
      lastPusherMayNotApprove: false,
      ownersMustApprove: true,
      forcePushForbidden: true,
      deletionForbidden: true,
      bypass: ["administrators of the repository", "the account olga-owner"],
    });
  }));

test("of a branch without any guard an account without rights knows that, too", () =>
  withForge(
    async ({ session, faults }) => {
      faults.lacks = ["administration"];
      const { pullRequestRequired, approvals, forcePushForbidden, bypass } = await session.readProtection("main");
      assert.deepEqual([pullRequestRequired, approvals, forcePushForbidden, bypass], [false, 0, false, []]);
    },
    { kind: "app" },
  ));

test("a ruleset is proof enough where the older form may not be seen, and who may pass it unseen is said", () =>
  withForge(
    async ({ session, faults, simulator }) => {
      await session.protect(PLAN);
      simulator.people.protect("main", { approvals: 1 });
      faults.lacks = ["administration"];
      const { pullRequestRequired, staleOpinionsVoid, bypass } = await session.readProtection("main");
      assert.deepEqual([pullRequestRequired, staleOpinionsVoid], [true, true]);
      assert.match(bypass.join(), /which this account is not shown/);
    },
    { kind: "app" },
  ));

test("what an app writes guards everything, lets itself alone pass, and is told as no loophole", () =>
  withForge(
    async ({ session, simulator, push }) => {
      const said = await session.protect(PLAN);
      assert.match(said.join(" "), /own app may pass it/);
      const [ruleset] = [...simulator.hub.rulesets.values()];
      assert.deepEqual(ruleset?.bypass_actors, [
        { actor_id: APP.id, actor_type: "Integration", bypass_mode: "always" },
      ]);
      assert.ok(!ruleset?.rules.some(({ type }) => type === "required_status_checks"));
      assert.deepEqual(await session.readProtection("main"), {
        pullRequestRequired: true,
        approvals: 1,
        staleOpinionsVoid: true,
        lastPusherMayNotApprove: true,
        ownersMustApprove: true,
        forcePushForbidden: true,
        deletionForbidden: true,
        bypass: [],
      });
      await push("drift/tie/one");
    },
    { kind: "app" },
  ));

test("what people add to the ruleset stays, their loophole is told, and what they took away comes back", () =>
  withForge(
    async ({ session, simulator }) => {
      await session.protect(PLAN);
      const { hub } = simulator;
      const [ruleset] = [...hub.rulesets.values()];
      assert.ok(ruleset !== undefined);
      const admins = { actor_id: 5, actor_type: "RepositoryRole", bypass_mode: "always" };
      hub.rulesets.set(ruleset.id, {
        ...ruleset,
        bypass_actors: [...(ruleset.bypass_actors ?? []), admins],
        rules: [...ruleset.rules.filter(({ type }) => type !== "deletion"), { type: "creation" }],
      });
      assert.deepEqual((await session.readProtection("main")).bypass, [
        "administrators of the repository, by the ruleset 'lockstep'",
      ]);
      assert.match((await session.protect(PLAN)).join(" "), /Brought back/);
      const after = hub.rulesets.get(ruleset.id);
      assert.deepEqual(after?.rules.map(({ type }) => type).toSorted(), [
        "creation",
        "deletion",
        "non_fast_forward",
        "pull_request",
      ]);
      assert.deepEqual(after?.bypass_actors?.length, 2);
      assert.deepEqual(await session.protect(PLAN), []);
    },
    { kind: "app" },
  ));

test("a token's account is told that GitHub cannot let it pass by itself", () =>
  withForge(async ({ session }) => {
    assert.match((await session.protect(PLAN)).join(" "), /lockstep-reviewer cannot be let past/);
  }));

test("who may not administer is told which right is missing, and nothing was written", () =>
  withForge(async ({ session, faults, simulator }) => {
    faults.lacks = ["administration"];
    await assert.rejects(session.protect(PLAN), { code: "rights-narrowed", remedy: /Administration: write/ });
    assert.equal(simulator.hub.rulesets.size, 0);
  }));

test("what GitHub does not understand in the owners file is told by line", () =>
  withForge(async ({ session, simulator }) => {
    const text = "baselines/tie/ @hospital/cab\nbaselines/pas/ @nobody-here\nbaselines/lab/ nobody\n";
    await simulator.people.pushCommit("olga-owner", "main", { ".github/CODEOWNERS": text });
    assert.deepEqual(await session.ownersFileProblems(), [
      ".github/CODEOWNERS, line 2: Unknown owner.",
      ".github/CODEOWNERS, line 3: Invalid owner.",
    ]);
  }));

test("a diagnosis names each permission that an app lacks", () =>
  withForge(
    async ({ forge, request, faults }) => {
      faults.lacks = ["statuses", "checks", "members"];
      const told = (await forge.diagnose(request)).filter(({ check, state }) => check === "rights" && state !== "ok");
      assert.deepEqual(
        told.map(({ state, remedy = "" }) => `${state}: ${/'([^']+)'/.exec(remedy)?.[1]}`),
        ["failed: Commit statuses: write", "warning: Checks: write", "warning: Members: read"],
      );
    },
    { kind: "app" },
  ));

test("a diagnosis warns of a token that runs out within a fortnight", () => {
  const expiresAt = new Date(Date.now() + 3 * 86_400_000).toISOString();
  const credentials = [{ token: TOKEN, login: "lockstep-reviewer", expiresAt }];
  return withForge(
    async ({ forge, request }) => {
      const login = (await forge.diagnose(request)).find(({ check }) => check === "login");
      assert.equal(login?.state, "warning");
      assert.match(login.message, new RegExp(`runs out on ${expiresAt.slice(0, 10)}`));
    },
    { model: { credentials } },
  );
});
