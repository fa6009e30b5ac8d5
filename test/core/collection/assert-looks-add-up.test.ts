import assert from "node:assert/strict";
import { test } from "node:test";
import { assertLooksAddUp } from "#services/core/collection/assert-looks-add-up";

const look = (nodeId: string) => ({ nodeId });

test("a check that tells of each node once adds up, and one that leaves a node out, or tells of one twice or of a stranger, is refused", () => {
  assertLooksAddUp(["a", "b"], [look("b"), look("a")]);
  for (const looks of [["a"], ["a", "a"], ["a", "c"], ["a", "b", "b"], []])
    assert.throws(() => assertLooksAddUp(["a", "b"], looks.map(look)), { code: "bug" });
});
