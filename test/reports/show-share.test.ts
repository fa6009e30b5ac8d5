import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { bandShares } from "#services/reports/service-levels/describe-bands";
import { showValue } from "#services/reports/service-levels/describe-figure";
import { showShare } from "#services/reports/text/show-share";

describe("a share", () => {
  it("is never told as nothing where there was some, nor as all where some was otherwise", () => {
    const told = [0, 0.0001, 0.001, 0.5, 0.8375, 0.9996, 1].map(showShare);
    assert.deepEqual(told, ["0 %", "under 0.1 %", "0.1 %", "50 %", "83.8 %", "over 99.9 %", "100 %"]);
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true, minExcluded: true, maxExcluded: true }), (share) => {
        assert.doesNotMatch(showShare(share), /^(0|100) %$/);
      }),
    );
  });

  it("is told by one rule over time, in a month and among its figures", () => {
    for (const share of [0, 0.00001, 0.0667, 0.99999, 1]) {
      const times = { "in-lockstep": share * 1e9, authorised: (1 - share) * 1e9, unauthorised: 0, unknown: 0 };
      assert.equal(bandShares(times)[0], showShare(share));
      assert.equal(showValue({ value: share, unit: "share" }), showShare(share));
    }
  });
});
