import assert from "node:assert/strict";
import { it } from "node:test";
import type { ForgeSuite } from "./forge-suite.js";

/** Claims about how the branch of the estate is guarded. */
export function testForgeGuards({ harness, when, opened }: ForgeSuite): void {
  const plan = { branch: harness.base, approvals: 2, ownersMustApprove: false };

  when("protection", "tells a branch that nobody guards as unguarded", () =>
    opened("healthy", async ({ session }) => {
      const { pullRequestRequired, staleOpinionsVoid, bypass } = await session.readProtection(harness.base);
      assert.equal(pullRequestRequired, false);
      assert.notEqual(staleOpinionsVoid, true);
      assert.ok(Array.isArray(bypass));
    }),
  );

  when("protection", "guards a branch as it is asked to, and tells it so afterwards", () =>
    opened("healthy", async ({ session }) => {
      assert.notDeepEqual(await session.protect(plan), [], "it says what it did");
      const guarded = await session.readProtection(harness.base);
      assert.equal(guarded.pullRequestRequired, true);
      assert.equal(guarded.approvals, 2);
      assert.equal(guarded.staleOpinionsVoid, true);
      assert.equal(guarded.lastPusherMayNotApprove, true);
    }),
  );

  when("protection", "does nothing where a branch is guarded as it is asked to already", () =>
    opened("healthy", async ({ session, requests }) => {
      await session.protect(plan);
      const guarded = await session.readProtection(harness.base);
      const before = requests().length;
      assert.deepEqual(await session.protect(plan), []);
      const since = requests().slice(before);
      assert.ok(
        since.every(([method]) => method === "GET"),
        JSON.stringify(since),
      );
      assert.deepEqual(await session.readProtection(harness.base), guarded);
      await session.protect({ ...plan, approvals: 1 });
      assert.equal((await session.readProtection(harness.base)).approvals, 1);
    }),
  );

  when("protection-hidden", "never tells what it may not see as unguarded", () =>
    opened("protection-hidden", async ({ session }) => {
      const { bypass, ...guards } = await session.readProtection(harness.base);
      assert.deepEqual([guards.pullRequestRequired, guards.approvals, guards.staleOpinionsVoid], [null, null, null]);
      assert.deepEqual(bypass, []);
    }),
  );

  it("finds no fault with an owners file that is not there", () =>
    opened("healthy", async ({ session }) => {
      const { ownersFile } = session.abilities;
      if (ownersFile === null) assert.deepEqual(await session.ownersFileProblems(), []);
      else assert.ok(Array.isArray(await session.ownersFileProblems()));
    }));
}
