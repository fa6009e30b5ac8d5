import assert from "node:assert/strict";
import { test } from "node:test";
import { DEFAULT_POLICY } from "#services/core/policy/default-policy";
import { judgeRules } from "#services/core/policy-health/judge-rules";

test("a policy tried on one engine leaves out the rules that speak only of others", () => {
  const rule = (id: string, engine?: string) => ({
    ...{ id, artefact: engine === undefined ? {} : { engine }, path: "/x", values: {}, reason: "test" },
  });
  const expectedDifferences = [rule("all"), rule("own", "ti*"), rule("other", "lab")];
  const told = (engineIds: readonly string[]): string[] =>
    judgeRules({ ...DEFAULT_POLICY, expectedDifferences }, [], engineIds).map(({ id }) => id);
  assert.deepEqual(told(["tie"]), ["all", "own"]);
  assert.deepEqual(told([]), ["all", "own", "other"]);
});
