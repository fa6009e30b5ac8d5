import assert from "node:assert/strict";
import { test } from "node:test";
import { reviewDue } from "#services/core/access/review-due";
import { accessMatters } from "#services/core/notices/access-matters";
import { isToldAtOnce } from "#services/core/notices/matter";

test("an overdue review of access waits for the digest, and has ended once one is on record", () => {
  const since = "2026-08-01T09:00:00.000Z";
  const told = (at: string, from = since) => accessMatters(reviewDue(90, from, at));
  assert.deepEqual(told("2026-10-30T09:00:00.000Z"), { matters: [], scopes: ["access"] });
  const [matter, ...others] = told("2026-10-30T09:00:01.000Z").matters;
  assert.equal(others.length, 0);
  assert.deepEqual([matter?.kind, matter?.engineId, matter?.isUrgent], ["access", null, false]);
  assert.match(matter?.title ?? "", /overdue since 2026-10-30/);
  assert.equal(isToldAtOnce("access"), false);
  assert.deepEqual(told("2026-11-02T00:00:00.000Z", "2026-11-01T00:00:00.000Z").matters, []);
  assert.deepEqual(accessMatters(reviewDue(undefined, since, "2030-01-01T00:00:00.000Z")).matters, []);
  const [later] = told("2026-12-24T09:00:00.000Z").matters;
  assert.equal(later?.state, matter?.state, "it is told once for as long as the same review is owed");
});
