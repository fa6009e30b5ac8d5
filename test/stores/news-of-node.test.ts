import assert from "node:assert/strict";
import { test } from "node:test";
import type { NodeFacts } from "#schemas/snapshot";
import { isNewsOfNode, type StoredFacts } from "#services/stores/git/provenance";

/** What is stored of a node that tells so much of itself. */
function stored(facts: NodeFacts): StoredFacts {
  const coverage = { complete: true, kinds: {}, unread: [] };
  return { engineId: "rie", nodeId: "rie-a", maskKeyId: "k1", coverage, facts };
}

const start = (startedAt: string): StoredFacts => stored({ serverName: "RIE", startedAt });

test("a start that is measured a little differently makes no new snapshot, and a restart does", () => {
  const before = start("2026-11-20T03:00:00.250Z");
  assert.equal(isNewsOfNode(before, start("2026-11-20T03:00:00.900Z")), false);
  assert.equal(isNewsOfNode(before, start("2026-11-20T03:00:02.900Z")), true);
  assert.equal(isNewsOfNode(before, stored({ serverName: "RIE" })), true);
});
