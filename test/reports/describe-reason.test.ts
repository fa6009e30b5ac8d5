import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { OVERRIDE_RULES } from "#services/core/override/override-rules";
import { describeReason, describeReasons } from "#services/reports/words/describe-reason";

describe("the code of a reason", () => {
  it("stands in words on a page, whichever it is", () => {
    for (const code of Object.keys(OVERRIDE_RULES))
      assert.match(describeReason(code), /^[A-Za-z.]+( [a-z.]+){2,}$/, code);
    assert.equal(describeReason("some-new-reason"), "some new reason");
  });

  it("is told with those beside it, and how many more there are", () => {
    assert.equal(
      describeReasons(["unauthorised", "parity"]),
      "changed without authority; production and standby differ",
    );
    assert.match(describeReasons(["bug", "parity", "expired", "node-down"]), /something has ended; and 1 more reason$/);
  });
});
