import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { CheckReport, EngineReport } from "#schemas/check-report";
import type { Finding } from "#schemas/finding";
import { ACCOUNT, createLoopbackEstate } from "#test/fakes/estate-on-loopback";
import { serveRecording } from "#test/fakes/serve-recording";
import { projectRoot } from "#test/project-root";

const RECORDINGS = join(projectRoot, "..", "shared", "recordings", "mirth");
const skip = existsSync(RECORDINGS) ? false : "../shared is absent: the recordings are not part of this repository";

const EXPECTED_DIFFERENCES = [
  {
    id: "bind-host",
    artefact: { kind: "configuration-map", name: "site-bind-host" },
    path: "/value",
    values: { primary: "127.0.0.1", standby: "127.0.0.2" },
    reason: "each node listens on its own address",
  },
  {
    id: "server-name",
    artefact: { kind: "server-settings" },
    path: "/serverName",
    values: { primary: "mirth-primary", standby: "mirth-standby" },
    reason: "each node has its own name",
  },
];

/** Checks a recorded pair, adopts production as the baseline, and checks again. */
async function checkTwice(standby: string): Promise<{ first: CheckReport; second: EngineReport }> {
  const a = await serveRecording(join(RECORDINGS, "primary"), { account: ACCOUNT });
  const b = await serveRecording(join(RECORDINGS, standby), { account: ACCOUNT });
  try {
    const policy = {
      "expected-differences": { expectedDifferences: EXPECTED_DIFFERENCES },
      policy: { mode: "enforce" },
    };
    await using estate = await createLoopbackEstate({ primary: a, standby: b }, { policy });
    const first = await estate.app.check([]);
    const digest = first.engines[0]?.nodes[0]?.snapshot?.digest ?? "";
    const approval = { approver: "C. Chair", ticket: null, reviewed: true };
    await estate.app.adopt({ engineId: "tie", from: "primary", digest, ...approval });
    const [second] = (await estate.app.check([])).engines;
    assert.ok(second);
    return { first, second };
  } finally {
    await a.stop();
    await b.stop();
  }
}

/** What a finding says, in one line. */
function line({ artefact, case: direction, explainedBy, operability, changes }: Finding): string {
  const by = explainedBy === null ? "" : ` (${explainedBy.by} ${explainedBy.id})`;
  const runs = operability.standby === "unknown" ? "" : ` [standby ${operability.standby}]`;
  const what = changes.map(({ label, kind }) => `${label} ${kind}`).join("; ");
  return `${direction}: ${artefact.kind} '${artefact.name}'${runs}: ${what}${by}`;
}

const DECLARED = [
  "standby-behind: configuration-map 'site-bind-host': Configuration map › Value changed (expected-difference bind-host)",
  "standby-behind: server-settings 'Server settings': Server name changed (expected-difference server-name)",
];

test("a pair that differs only as declared is ready, with both differences explained", { skip }, async () => {
  const { first, second } = await checkTwice("standby");
  assert.deepEqual(
    first.engines[0]?.readiness.reasons.map(({ code }) => code),
    ["no-baseline"],
  );
  const drifts = second.findings.filter((finding) => finding.case !== "in-lockstep");
  assert.deepEqual(drifts.map(line), DECLARED);
  assert.deepEqual(second.readiness.reasons, []);
  assert.equal(second.readiness.verdict, "ready");
});

test("a drifted standby is not ready: its eight drifts, what follows from them, and nothing else", {
  skip,
}, async () => {
  const { second } = await checkTwice("standby-drifted");
  const drifts = second.findings.filter((finding) => finding.case !== "in-lockstep");
  const eight = [
    "standby-behind: channel 'Carter_Inbound_ADT_ORM' [standby saved-only]: Destination 1 'Query for existence of patient' › Response transformer › Step 'JavaScriptStep' › Script changed",
    "standby-behind: channel 'DB Reader - Patient' [standby disabled]: State and pruning › Enabled changed",
    "standby-behind: channel 'HL7 to MySQL database': Channel missing",
    "standby-behind: channel 'In-Test' [standby saved-only]: Source › Remote address changed; Source › Remote port changed",
    "standby-behind: channel 'TEMP Icims debug copy' [standby saved-only]: Channel unexpected",
    "standby-behind: code-template 'escapeHl7ControlCharacters': Code changed",
    "standby-behind: configuration-map 'pas-port': Configuration map › Value changed",
    "standby-behind: global-script 'Deploy': Global script changed",
  ];
  // The group lost the deleted channel; the copied channel brought its original's tags along.
  const consequences = [
    "standby-behind: channel-group 'Data Feeds': Channels › Channel 'HL7 to MySQL database' missing",
    "standby-behind: tag 'Critical': Channels › 'TEMP Icims debug copy' unexpected",
    "standby-behind: tag 'PHI': Channels › 'TEMP Icims debug copy' unexpected",
  ];
  assert.deepEqual(drifts.map(line).sort(), [...eight, ...consequences, ...DECLARED].sort());
  assert.equal(second.readiness.verdict, "not-ready");
  // One edited template left every other deployed channel waiting for its deployment.
  const operability = second.readiness.reasons.find(({ code }) => code === "operability");
  assert.match(operability?.message ?? "", /^24 interfaces do not run on tie-b/);
});

test("who changed what on the standby is told from the engine's own record", { skip }, async () => {
  const { second } = await checkTwice("standby-drifted");
  const actorsOf = (name: string): string[] =>
    second.findings.find(({ artefact }) => artefact.name === name)?.authorisation.actors ?? [];
  assert.ok(actorsOf("In-Test").includes("jsmith"));
  assert.ok(actorsOf("HL7 to MySQL database").includes("mgarcia"));
  for (const { explainedBy, case: direction, authorisation } of second.findings) {
    if (explainedBy === null && direction !== "in-lockstep") assert.equal(authorisation.verdict, "unreferenced");
  }
});
