import assert from "node:assert/strict";
import { test } from "node:test";
import type { AuthorisationVerdict } from "#schemas/authorisation";
import type { DriftCase } from "#schemas/drift";
import { settleSeverity } from "#services/core/settle-severity";
import { aDrift, judgeOne } from "#test/fakes/judged";

const severityOf = (driftCase: DriftCase, verdict: AuthorisationVerdict) => {
  const finding = judgeOne(aDrift({ case: driftCase }));
  return settleSeverity({ ...finding, authorisation: { ...finding.authorisation, verdict } }, { tolerated: [] })
    .severity;
};

test("what a ticket authorises and both nodes hold alike is low, whatever its tier: a failover does not meet it", () => {
  assert.equal(severityOf("both-changed", "authorised"), "low");
  assert.equal(severityOf("both-changed", "authorised-standard"), "low");
});

test("the same is as severe as its tier where nobody authorised it, where that is not told, or where a review is due", () => {
  for (const verdict of ["unreferenced", "source-unavailable", "pending-retrospective"] as const)
    assert.equal(severityOf("both-changed", verdict), "critical");
});

test("a difference between the nodes stays as severe as its tier, whoever authorised it", () => {
  for (const driftCase of ["standby-behind", "production-changed", "diverged"] as const)
    assert.equal(severityOf(driftCase, "authorised"), "critical");
});
