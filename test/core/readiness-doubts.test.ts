import assert from "node:assert/strict";
import { test } from "node:test";
import type { NodeFacts } from "#schemas/snapshot";
import { isAbsenceDoubtful } from "#services/core/readiness/is-absence-doubtful";
import type { ReadinessInput } from "#services/core/readiness/readiness-input";
import { aPolicy } from "#test/fakes/judged";
import { aNode, anEntry, aSnapshot, aStandbySnapshot, assess, codesOf, minutesAgo } from "#test/fakes/readiness-story";

test("is ready when a fresh and complete pair holds a proven baseline and nothing was found", () => {
  const readiness = assess();
  assert.deepEqual(readiness.reasons, []);
  assert.equal(readiness.verdict, "ready");
});

type About = Partial<ReadinessInput>;

function onStandby(about: Parameters<typeof aSnapshot>[0]): About {
  return { standby: aNode("tie-b", aStandbySnapshot(about)) };
}

function onProduction(about: Parameters<typeof aSnapshot>[0]): About {
  return { production: aNode("tie-a", aSnapshot(about)) };
}

function onBoth(facts: NodeFacts): About {
  return { ...onProduction({ facts }), ...onStandby({ facts }) };
}

const unread = [{ source: "alerts", code: "rights-narrowed", message: "2 were read, the engine counts 3" }];
const gap = { complete: false, kinds: { channel: 10 }, unread };
const some = ["1", "2", "3", "4", "5", "6", "7"].map((key) => anEntry(key));
const [first, ...others] = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"].map((key) => anEntry(key));
const problem = { code: "node-unreachable", message: "tie-b did not answer" } as const;

const DOUBTS: readonly (readonly [claim: string, about: About, code: string])[] = [
  ["no baseline was approved yet", { baseline: { missing: "none", message: "none yet" } }, "no-baseline"],
  ["the baseline is not proven", { baseline: { missing: "unproven", message: "by hand" } }, "baseline-unproven"],
  ["the standby was never read", { standby: aNode("tie-b", undefined) }, "never-read"],
  ["production was never read", { production: aNode("tie-a", undefined) }, "never-read"],
  ["the standby could not be read", { standby: aNode("tie-b", aStandbySnapshot(), [problem]) }, "node-unreachable"],
  ["the standby was never reached", { standby: aNode("tie-b", undefined, [problem]) }, "node-unreachable"],
  ["production was read too long ago", onProduction({ takenAt: minutesAgo(1561) }), "snapshot-stale"],
  ["the standby was read too long ago", onStandby({ takenAt: minutesAgo(1561) }), "snapshot-stale"],
  ["a snapshot is dated after the check", onStandby({ takenAt: minutesAgo(-1) }), "snapshot-stale"],
  ["a snapshot has no date that can be read", onStandby({ takenAt: "yesterday" }), "snapshot-stale"],
  ["the nodes were read too far apart", onStandby({ takenAt: minutesAgo(32) }), "nodes-apart"],
  ["a node's clock is ahead", onStandby({ facts: { clockSkewMs: 121_000 } }), "clock-skew"],
  ["a node's clock is behind", onProduction({ facts: { clockSkewMs: -121_000 } }), "clock-skew"],
  ["a node's clock could not be understood", onProduction({ facts: { clockSkewMs: Number.NaN } }), "clock-skew"],
  ["both nodes say that they are primary", onBoth({ reportedRole: "primary" }), "roles-contested"],
  ["both nodes say that they are standby", onBoth({ reportedRole: "standby" }), "roles-contested"],
  ["production says that it is the standby", onProduction({ facts: { reportedRole: "standby" } }), "roles-contested"],
  ["the standby says that it is primary", onStandby({ facts: { reportedRole: "primary" } }), "roles-contested"],
  ["both nodes are one server", onBoth({ serverId: "one" }), "wrong-server"],
  [
    "production says that it is primary and the standby says nothing of a role",
    onProduction({ facts: { reportedRole: "primary" } }),
    "roles-contested",
  ],
  [
    "the standby says that it stands by and production says nothing of a role",
    onStandby({ facts: { reportedRole: "standby" } }),
    "roles-contested",
  ],
  ["more vanished than policy allows", onStandby({ entries: some }), "export-suspect"],
  ["a node gave nothing at all", onProduction({ entries: [] }), "export-empty"],
  ["something of a node was not read", onStandby({ coverage: gap }), "coverage-incomplete"],
  ["a node was not read completely", onStandby({ coverage: { ...gap, unread: [] } }), "coverage-incomplete"],
  ["a node was read by another reader", onStandby({ dialect: "tiny/2" }), "reader-changed"],
  ["policy is malformed", { problems: [{ code: "policy-invalid", message: "interfaces.yaml" }] }, "policy-invalid"],
  ["the ledger is broken", { problems: [{ code: "ledger-broken", message: "chain" }] }, "ledger-broken"],
  [
    "tickets cannot be read",
    { problems: [{ code: "ticket-source-unavailable", message: "no file" }] },
    "ticket-source-unavailable",
  ],
];

for (const [claim, about, code] of DOUBTS) {
  test(`is unknown, not ready, when ${claim}, and says what to do`, () => {
    const readiness = assess(about);
    assert.equal(readiness.verdict, "unknown");
    assert.ok(codesOf(readiness).includes(code), `${code} is among ${codesOf(readiness).join(", ")}`);
    for (const reason of readiness.reasons) {
      assert.notEqual(reason.message, "");
      assert.notEqual(reason.action, "");
      assert.equal(reason.owner, "Integration team");
    }
  });
}

test("is ready at the very limits of policy", () => {
  const policy = aPolicy({ settings: { maxSnapshotAgeMinutes: 31, maxNodesApartMinutes: 30 } });
  const standby = aNode("tie-b", aStandbySnapshot({ takenAt: minutesAgo(31), facts: { clockSkewMs: 120_000 } }));
  assert.equal(assess({ policy, standby }).verdict, "ready");
});

test("says of each gap what was not read and on which node", () => {
  const [reason] = assess(onStandby({ coverage: gap })).reasons;
  assert.equal(reason?.message, "alerts of tie-b was not read: 2 were read, the engine counts 3");
});

test("an absence is drift where the node was read whole, and doubtful where it was not", () => {
  const baseline = aSnapshot();
  const context = { baseline, partner: aStandbySnapshot(), policy: aPolicy() };
  const doubtful = (about: Parameters<typeof aSnapshot>[0]) => isAbsenceDoubtful(aSnapshot(about), context);
  assert.ok(first);
  assert.equal(doubtful({ entries: others }), false);
  assert.equal(doubtful({ entries: some }), true);
  assert.equal(doubtful({ entries: others, coverage: gap }), true);
  assert.equal(doubtful({ entries: [] }), true);
});

test("a whole kind that vanished is suspect, however small its share", () => {
  const alerts = ["a", "b", "c"].map((key) => anEntry(key, { kind: "alert" }));
  const many = Array.from({ length: 40 }, (_, index) => anEntry(String(index)));
  const baseline = { snapshot: aSnapshot({ entries: [...many, ...alerts] }) };
  const readiness = assess({ baseline, ...onProduction({ entries: many }), ...onStandby({ entries: many }) });
  assert.deepEqual(codesOf(readiness), ["export-suspect", "export-suspect"]);
});

test("what was never read is told before a baseline is asked for, and no command is given that cannot work yet", () => {
  const baseline = { missing: "none", message: "none yet" } as const;
  const { reasons } = assess({ baseline, production: aNode("tie-a", undefined), standby: aNode("tie-b", undefined) });
  assert.deepEqual(
    reasons.map(({ code }) => code),
    ["never-read", "never-read", "no-baseline"],
  );
  assert.doesNotMatch(reasons.at(-1)?.action ?? "", /baseline adopt/);
});

test("the command that adopts the first baseline can be typed as it is printed: node, digest and approver are in it", () => {
  const { reasons } = assess({ baseline: { missing: "none", message: "none yet" } });
  assert.match(
    reasons[0]?.action ?? "",
    /: lockstep baseline adopt tie --from tie-a --digest sha256:tree --approver 'A\. Person'$/,
  );
});

test("as many others in the place of what vanished are told, since a rule pack with another key does that", () => {
  const renamed = [...some, anEntry("a"), anEntry("b"), anEntry("c")];
  const told = (entries: typeof renamed): string =>
    assess(onStandby({ entries }))
      .reasons.map(({ message }) => message)
      .join();
  assert.match(told(renamed), /3 of 10 artefacts vanished at once and 3 others came in their place .*rule pack's key/);
  assert.doesNotMatch(told(some), /others came/);
});
