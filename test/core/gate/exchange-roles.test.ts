import assert from "node:assert/strict";
import { test } from "node:test";
import type { EngineReport } from "#schemas/check-report";
import type { Engine } from "#schemas/estate";
import type { Readiness, ReadinessReason } from "#schemas/readiness";
import { exchangeRoles, exchangeRoleValues } from "#services/core/gate/exchange-roles";
import { judgeReturn } from "#services/core/gate/judge-return";
import { pairOf } from "#services/core/readiness/pair-of";
import { aReason } from "./a-told-verdict.js";

const ENGINE: Engine = {
  id: "tie",
  product: "mirth-connect",
  owner: "Integration team",
  designatedStandby: "tie-c",
  nodes: [
    { id: "tie-a", role: "primary" },
    { id: "tie-b", role: "standby" },
    { id: "tie-c", role: "standby" },
  ],
};

test("after a role change the designated standby is the primary, and the old primary its standby", () => {
  const { production, standby, others } = pairOf(exchangeRoles(ENGINE));
  assert.deepEqual([production.id, standby.id, others.map(({ id }) => id)], ["tie-c", "tie-a", ["tie-b"]]);
});

test("two role changes lead back to where it began", () => {
  const { production, standby } = pairOf(exchangeRoles(exchangeRoles(ENGINE)));
  assert.deepEqual([production.id, standby.id], ["tie-a", "tie-c"]);
});

const POLLER = {
  id: "poller",
  artefact: { kind: "channel" },
  path: "/source/enabled",
  values: { primary: "true", standby: "false", "tie-a": "A" },
  reason: "one poller at a time",
};

test("a value of a role stays with the node until it is set over; a node's own value goes with the node", () => {
  const [exchanged] = exchangeRoleValues([POLLER]);
  assert.deepEqual(exchanged?.values, { primary: "false", standby: "true", "tie-a": "A" });
  const [half] = exchangeRoleValues([{ ...POLLER, values: { standby: "false" } }]);
  assert.deepEqual(half?.values, { primary: "false" });
});

test("where the nodes with exchanged roles cannot be derived, the return is unknown, never ready", () => {
  assert.equal(judgeReturn(undefined, [], [POLLER]).verdict, "unknown");
  assert.notEqual(judgeReturn(undefined, [], [POLLER]).reasons.length, 0);
});

function reportWith(...reasons: readonly ReadinessReason[]): EngineReport {
  const readiness: Readiness = {
    verdict: "unknown",
    scope: "configuration-ready, not data-ready",
    asOf: "2026-11-23T02:00:00Z",
    expiresAt: "2026-11-24T02:00:00Z",
    reasons: [...reasons],
    byTier: {},
    byFlow: {},
    queued: { production: null, standby: null },
  };
  return {
    ...{ engineId: "tie", product: "tiny", mode: "enforce", baseline: null, policyCommit: "c0ffee", readiness },
    ...{ nodes: [], findings: [], waiting: [], otherStandbys: [] },
  };
}

test("an engine that still tells its old role does not contest the new one, and one that is contested now does", () => {
  const contested = aReason("roles-contested", "unknown");
  assert.equal(judgeReturn(reportWith(contested), [], []).verdict, "ready");
  assert.equal(judgeReturn(reportWith(contested), [contested], []).verdict, "unknown");
});

test("what differs counts, what is not deployed is noted, and what goes with the role is told", () => {
  const { verdict, reasons } = judgeReturn(
    reportWith(aReason("parity", "not-ready"), aReason("operability", "not-ready")),
    [],
    [POLLER],
  );
  assert.equal(verdict, "not-ready");
  assert.deepEqual(
    reasons.map((reason) => [reason.code, reason.verdict]),
    [
      ["parity", "not-ready"],
      ["goes-with-the-role", "ready"],
      ["goes-with-the-role", "ready"],
    ],
  );
});
