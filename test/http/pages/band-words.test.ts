import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { sharesOf } from "#services/http/pages/band-words";

const TIME = fc.integer({ min: 0, max: 10 ** 12 });

describe("the share of time in each band", () => {
  it("is unknown where there is no time at all, never sound", () => {
    const none = { "in-lockstep": 0, authorised: 0, unauthorised: 0, unknown: 0 };
    assert.deepEqual(sharesOf(none), { ...none, unknown: 1 });
  });

  it("comes to all of it over the four bands", () => {
    fc.assert(
      fc.property(TIME, TIME, TIME, TIME, (lockstep, authorised, unauthorised, unknown) => {
        const shares = sharesOf({ "in-lockstep": lockstep, authorised, unauthorised, unknown });
        const all = Object.values(shares).reduce((sum, share) => sum + share, 0);
        assert.ok(Math.abs(all - 1) < 1e-9);
      }),
    );
  });
});
