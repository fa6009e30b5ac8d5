import assert from "node:assert/strict";
import { test } from "node:test";
import type { Engine, Role } from "#schemas/estate";
import { followRoles, withRoles } from "#services/core/readiness/follow-roles";
import { pairOf } from "#services/core/readiness/pair-of";

const ENGINE: Engine = {
  id: "tie",
  product: "iris",
  owner: "Integration team",
  designatedStandby: "tie-b",
  nodes: [
    { id: "tie-a", role: "primary" },
    { id: "tie-b", role: "standby" },
    { id: "tie-dr", role: "standby" },
  ],
};

function pairAfter(told: Record<string, Role>): string {
  const { production, standby, others } = pairOf(followRoles(ENGINE, new Map(Object.entries(told))));
  return [production, standby, ...others].map(({ id }) => id).join(" > ");
}

test("members that swapped are judged in their new direction, and the former primary is the standby that counts", () => {
  assert.equal(pairAfter({ "tie-a": "standby", "tie-b": "primary", "tie-dr": "standby" }), "tie-b > tie-a > tie-dr");
});

test("a disaster recovery node that took over leaves the designated standby in its place", () => {
  assert.equal(pairAfter({ "tie-a": "standby", "tie-b": "standby", "tie-dr": "primary" }), "tie-dr > tie-b > tie-a");
});

test("one node that says it is the primary is followed while the others cannot be asked", () => {
  assert.equal(pairAfter({ "tie-b": "primary" }), "tie-b > tie-a > tie-dr");
});

test("the declared roles stand where nobody tells, where two claim, and where nobody is primary", () => {
  const declared = "tie-a > tie-b > tie-dr";
  assert.equal(pairAfter({}), declared);
  assert.equal(pairAfter({ "tie-a": "primary", "tie-b": "primary" }), declared);
  assert.equal(pairAfter({ "tie-a": "standby", "tie-b": "standby", "tie-dr": "standby" }), declared);
});

test("roles that a run recorded give the same engine again", () => {
  const acting = followRoles(ENGINE, new Map<string, Role>([["tie-b", "primary"]]));
  const recorded = new Map(acting.nodes.map(({ id, role }) => [id, role]));
  assert.deepEqual(withRoles(ENGINE, recorded), acting);
});
