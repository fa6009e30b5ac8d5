import assert from "node:assert/strict";
import { test } from "node:test";
import { answerGate } from "#services/core/gate/answer-gate";
import { PLAIN_QUESTION } from "#services/core/gate/gate-question";
import { seenRuntime, tellRuntime } from "#services/core/gate/runtime-of";
import { aToldVerdict, TOLD_AT } from "./a-told-verdict.js";

const NODE = { nodeId: "tie-b", role: "standby" } as const;
const NOW = new Date(TOLD_AT);

test("queues, states and what ends next are counted and labelled, and are no part of the verdict", () => {
  const channel = { kind: "channel", operability: "deployed" as const };
  const seen = seenRuntime(NODE, TOLD_AT, {
    operability: [
      { ...channel, key: "1", state: "STARTED", queued: 3 },
      { ...channel, key: "2", state: "STOPPED", queued: 4 },
      { ...channel, key: "3", state: "STARTED" },
      { ...channel, key: "4", operability: "disabled" },
    ],
    expiries: [
      { what: "licence", name: "engine", expires: "2027-11-23T02:10:00Z" },
      { what: "certificate", name: "PACS", expires: "2026-12-03T02:10:00Z" },
      { what: "certificate", name: "old", expires: "2026-11-20T02:10:00Z" },
    ],
  });
  const told = aToldVerdict({ runtime: [seen] });
  const { runtime, verdict } = answerGate(told, PLAIN_QUESTION, { now: NOW });
  assert.equal(verdict, "ready");
  assert.match(runtime?.scope ?? "", /no part of the configuration verdict/);
  const [node] = runtime?.nodes ?? [];
  assert.deepEqual([node?.queued, node?.states], [7, { STARTED: 2, STOPPED: 1, disabled: 1 }]);
  assert.deepEqual(
    node?.ending.map(({ name, daysLeft }) => [name, daysLeft]),
    [
      ["old", -3],
      ["PACS", 10],
      ["engine", 365],
    ],
  );
});

test("where the engine tells nothing, nothing is counted: unknown is not 0", () => {
  const { queued, states } = seenRuntime(NODE, TOLD_AT, {});
  assert.deepEqual([queued, states], [null, {}]);
  const undated = seenRuntime(NODE, TOLD_AT, { expiries: [{ what: "certificate", name: "x", valid: false }] });
  assert.deepEqual(tellRuntime([undated], NOW).nodes[0]?.ending[0]?.daysLeft, null);
});
