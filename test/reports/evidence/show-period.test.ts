import assert from "node:assert/strict";
import { test } from "node:test";
import { instantsOf } from "#services/core/evidence/evidence-days";
import { showPeriod } from "#services/reports/evidence/show-period";

const zone = "Europe/London";

test("a period of whole days is named by its first and last, whatever the clocks did", () => {
  const of = (first: string, last: string) => showPeriod({ ...instantsOf(first, last, zone), zone });
  assert.equal(of("2026-07-01", "2026-09-30"), "1 Jul 2026 to 30 Sep 2026");
  assert.equal(of("2026-10-01", "2026-12-31"), "1 Oct 2026 to 31 Dec 2026");
  assert.equal(of("2026-03-29", "2026-03-29"), "29 Mar 2026 to 29 Mar 2026");
});

test("a period that is not over ends with the instant, and one that begins within a day is told by instants", () => {
  const { from, to } = instantsOf("2026-07-01", "2026-09-30", zone);
  const early = "2026-08-10T07:30:00.000Z";
  assert.equal(showPeriod({ from, to: early, zone }), "1 Jul 2026 to 10 Aug 2026 07:30 UTC");
  assert.equal(showPeriod({ from: early, to, zone }), "10 Aug 2026 07:30 UTC to 30 Sep 2026 23:00 UTC");
  assert.equal(showPeriod({ from: early, to: early, zone }), "10 Aug 2026 07:30 UTC to 10 Aug 2026 07:30 UTC");
});
