import assert from "node:assert/strict";
import { test } from "node:test";
import { digestArtefact } from "#services/core/artefact/digest-artefact";
import { nameActors } from "#services/core/artefact/name-actors";
import { renderArtefact } from "#services/core/artefact/render-artefact";
import { compareArtefact } from "#services/core/comparison/compare-artefact";
import { mirthConnectDialect } from "#services/engines/mirth-connect/dialect";
import { findLeaks } from "#test/fakes/canaries";
import { recordedSecrets } from "#test/fakes/recorded-secrets";
import { type Recording, readRecording } from "./read-recording.js";
import { sharedIsAbsent } from "./shared-files.js";

const SITE = [
  "configuration-map site-bind-host: Configuration map › Value: 127.0.0.1 → 127.0.0.2",
  "server-settings Server settings: Server name: mirth-primary → mirth-standby",
];

/** Every difference in words, sorted; scripts of several lines only by their label. */
function differences(a: Recording, b: Recording): string[] {
  const ids = new Set([...a.artefacts.keys(), ...b.artefacts.keys()]);
  return [...ids].flatMap((id) => differencesOf(id, a, b)).sort();
}

function differencesOf(id: string, a: Recording, b: Recording): string[] {
  const before = a.artefacts.get(id)?.artefact;
  const after = b.artefacts.get(id)?.artefact;
  if (before === undefined) return [`${after?.kind} ${after?.name}: unexpected`];
  if (after === undefined) return [`${before.kind} ${before.name}: missing`];
  if (digestArtefact(renderArtefact(before)) === digestArtefact(renderArtefact(after))) return [];
  const sides = { baseline: before.root, production: before.root, standby: after.root };
  return compareArtefact(before.kind, sides, mirthConnectDialect).map(({ change }) => {
    const values = change.diff === undefined ? `: ${change.production} → ${change.standby}` : "";
    return `${before.kind} ${before.name}: ${change.label}${values}`;
  });
}

function operabilityOf(recording: Recording, name: string): string {
  const artefact = [...recording.artefacts.values()].find((candidate) => candidate.artefact.name === name)?.artefact;
  const fact = recording.facts.operability?.find(({ key }) => key === artefact?.key);
  return [fact?.operability, fact?.cause].filter(Boolean).join(" ");
}

test("two servers that hold the same differ in the two values that are meant to differ", {
  skip: sharedIsAbsent,
}, () => {
  assert.deepEqual(differences(readRecording("primary"), readRecording("standby")), SITE);
});

test("a drifted standby shows each of its eight drifts, and only what follows from them", {
  skip: sharedIsAbsent,
}, () => {
  const found = differences(readRecording("primary"), readRecording("standby-drifted"));
  const extra = "0dd0c0de-0000-4000-8000-000000000001";
  assert.deepEqual(found, [
    "channel Carter_Inbound_ADT_ORM: Destination 1 'Query for existence of patient' › Response transformer › Step 'JavaScriptStep' › Script",
    "channel DB Reader - Patient: State and pruning › Enabled: true → false",
    "channel HL7 to MySQL database: missing",
    "channel In-Test: Source › Remote address: 127.0.0.1 → dr-pas02.hospital.test",
    "channel In-Test: Source › Remote port: 60610 → 7777",
    "channel TEMP Icims debug copy: unexpected",
    "channel-group Data Feeds: Channels › Channel '7ef65bb8-203b-4a82-a312-33fb73cff9ed': present, sha256:27b71e2dfc6c5d47ce3c8f287450d563c1184f5b03987f3d7eccce6d06f1e71e → null",
    "code-template escapeHl7ControlCharacters: Code",
    "configuration-map pas-port: Configuration map › Value: 6661 → 6662",
    SITE[0],
    "global-script Deploy: Global script",
    SITE[1],
    `tag Critical: Channels › '${extra}': null → ${extra}`,
    `tag PHI: Channels › '${extra}': null → ${extra}`,
  ]);
});

test("what is saved but does not run is told, and why", { skip: sharedIsAbsent }, () => {
  const drifted = readRecording("standby-drifted");
  assert.equal(operabilityOf(drifted, "Carter_Inbound_ADT_ORM"), "saved-only source");
  assert.equal(operabilityOf(drifted, "DB Reader - Patient"), "disabled");
  assert.equal(operabilityOf(drifted, "TEMP Icims debug copy"), "saved-only");
  const waiting = drifted.facts.operability?.filter(({ cause }) => cause === "code-templates") ?? [];
  assert.ok(waiting.length >= 20, `${waiting.length} channels wait for a changed code template`);
  assert.equal(operabilityOf(readRecording("primary"), "Carter_Inbound_ADT_ORM"), "deployed");
  assert.deepEqual(drifted.facts.counts, { channel: 29 });
});

test("the audit log tells who changed what, and nothing of what was written", { skip: sharedIsAbsent }, () => {
  const { events = [], userNames } = nameActors(readRecording("standby-drifted").facts);
  assert.equal(userNames, undefined);
  const update = events.find(({ id }) => id === "410");
  assert.deepEqual(update, {
    id: "410",
    at: "2026-11-23T00:28:54.920Z",
    act: "Update channel",
    actor: "jsmith",
    artefact: { kind: "channel", key: "b8506c3f-168a-4d79-8e81-4e1fdeca5e99" },
    phase: "save",
  });
  assert.ok(events.some(({ act, actor }) => act === "Set global scripts" && actor === "admin"));
  assert.ok(events.some(({ act, artefact }) => act === "Update code template" && artefact?.kind === "code-template"));
  assert.ok(!JSON.stringify(events).includes("v1.3-rollback"));
});

test("no secret of the recordings is in any file, in clear or encoded", { skip: sharedIsAbsent }, () => {
  const secrets = recordedSecrets() ?? {};
  assert.ok(Object.keys(secrets).length > 10);
  for (const server of ["primary", "standby", "standby-drifted"]) {
    const { artefacts, facts } = readRecording(server);
    const files = [...artefacts.values()].flatMap(({ artefact }) => renderArtefact(artefact));
    const written = [
      ...files.map(({ bytes }) => Buffer.from(bytes).toString()),
      JSON.stringify([...artefacts.values()].map(({ provenance }) => provenance)),
      JSON.stringify(facts),
    ].join("\n");
    assert.deepEqual(findLeaks(written, secrets), [], server);
  }
});
