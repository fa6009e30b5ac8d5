import assert from "node:assert/strict";
import { test } from "node:test";
import type { Engine } from "#schemas/estate";
import { findCountFault } from "#services/core/collection/find-count-fault";
import { LockstepError } from "#services/core/errors";
import { DEFAULT_POLICY } from "#services/core/policy/default-policy";
import { reportFailure } from "#services/jobs/check/report-failure";

const node = { url: "https://tie.hospital.test" };
const ENGINE: Engine = {
  ...{ id: "tie", product: "mirth-connect", owner: "Integration team" },
  nodes: [
    { id: "tie-a", role: "primary", ...node },
    { id: "tie-b", role: "standby", ...node },
  ],
};

test("a check whose looks do not add up is told by a code of its own, and all of its nodes as failed", () => {
  const error = new LockstepError("looks-unaccounted", "A check was to look at 2 nodes and tells of 1 looks.");
  const at = "2026-11-23T02:00:00.000Z";
  const { run, report } = reportFailure({ engine: ENGINE, error, at, policy: DEFAULT_POLICY, policyCommit: "c" });
  assert.deepEqual(run.counted, { expected: 2, seen: 0, skipped: 0, failed: 2 });
  assert.equal(findCountFault({ type: "run", body: { engines: [run] } }), undefined);
  assert.equal(report.readiness.verdict, "unknown");
  assert.ok(report.readiness.reasons.some(({ code }) => code === "looks-unaccounted"));
  assert.equal(
    reportFailure({ engine: ENGINE, error: new Error("x"), at, policy: DEFAULT_POLICY, policyCommit: "c" }).run.failure
      ?.code,
    "bug",
  );
});
