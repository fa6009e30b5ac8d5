import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { tellReviewLife } from "#test/fakes/review-life";
import { type AzureDevOpsStage, stageOnAzureDevOps } from "#test/fakes/review-stage";

for (const votesAreReset of [false, true]) {
  describe(votesAreReset ? "where a push resets the votes" : "where votes outlive a push", () => {
    let staged: AzureDevOpsStage | undefined;

    tellReviewLife(async () => {
      staged = await stageOnAzureDevOps({}, { votesAreReset });
      return staged;
    });

    test("no description had more characters than Azure DevOps takes, and each still ends with the mark by which it is found", () => {
      const bodies = staged?.devops.state.pulls.map(({ description }) => description) ?? [];
      assert.ok(bodies.length > 3);
      for (const body of bodies) {
        assert.ok(body.length <= 4000, `${body.length} characters`);
        assert.match(body, /<!-- lockstep \{.+\} -->\s*$/);
      }
    });

    test("each proposal bears a status: that it waits, and then what was decided", () => {
      const { state } = staged?.devops ?? assert.fail();
      const told = state.pulls.map(({ iterations }) => state.statuses.get(iterations.at(-1)?.commit ?? "") ?? []);
      for (const statuses of told) {
        assert.ok(statuses.some((status) => status.state === "pending"));
        assert.ok(statuses.every(({ context }) => context.name === "proposal" && context.genre === "lockstep"));
      }
      const states = new Set(told.flat().map((status) => status.state));
      assert.deepEqual([...states].sort(), ["failed", "pending", "succeeded"]);
    });
  });
}
