import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { parse, stringify } from "yaml";
import type { ChangePreview } from "#schemas/change-preview";
import { changeSetDigest } from "#services/core/authorisation/change-set-digest";
import { channelElements } from "#services/simulators/mirth-connect/render-channels";
import { renderXml } from "#services/simulators/mirth-connect/xml";
import { commitGoverned } from "#test/fakes/estate-on-loopback";
import { findingOn, type Nights, startNights } from "#test/fakes/nights";
import { type SimulatedPair, startSimulatedPair } from "#test/fakes/simulated-pair";
import type { MirthSimulator } from "#test/fakes/start-mirth-simulator";

let nights: Nights;
let testing: SimulatedPair;

/** A pair in service, and a test engine beside it on which tomorrow's change was made already. */
before(async () => {
  const lims = { id: "lims-host", artefact: { name: "ADT to LIMS" }, reason: "each site has its own" };
  const path = "/destinationConnectors/1/properties/remoteAddress";
  const values = {
    primary: "lims.hospital.test",
    standby: "lims-dr.hospital.test",
    "tie-test-a": "lims-test.hospital.test",
    "tie-test-b": "lims-test.hospital.test",
  };
  nights = await startNights({
    policy: {
      policy: { mode: "enforce", maxTicketAgeMinutes: 100_000, fallbackTier: 3, fallbackFlow: "Other" },
      interfaces: {
        interfaces: [
          {
            match: { name: "ADT to LIMS" },
            tier: 2,
            flow: "Laboratory",
            owner: "Lab team",
            meaning: "Orders reach the lab late",
          },
        ],
      },
      "expected-differences": { expectedDifferences: [{ ...lims, path, values }] },
      "change-control": {
        configurationItems: [{ ci: "TIE", engine: "tie" }],
        contentBinding: { 2: "digest-at-approval", 3: "digest-at-approval" },
      },
    },
    tickets: "tickets",
  });
  testing = await startSimulatedPair();
  await commitGoverned(nights.estate, "estate.yaml", (text) => {
    const estate = parse(text);
    const [tie] = estate.engines;
    const node = (id: string, role: string, { url, fingerprint }: MirthSimulator) => ({
      ...tie.nodes[0],
      ...{ id, role, url: `${url}/api`, tls: { fingerprint } },
    });
    const nodes = [node("tie-test-a", "primary", testing.primary), node("tie-test-b", "standby", testing.standby)];
    return stringify({ ...estate, engines: [tie, { ...tie, id: "tie-test", nodes }] });
  });
  nights.standby.state.editChannel("ADT to LIMS", "lims.hospital.test", "lims-dr.hospital.test");
  nights.standby.state.deployChannel("ADT to LIMS");
  await exportTickets([]);
  await nights.check();
  await nights.adopt();
  const { readiness } = await nights.check();
  assert.equal(readiness.verdict, "ready", JSON.stringify(readiness.reasons));
  const { state } = testing.primary;
  state.editChannel("ADT to LIMS", "lims.hospital.test", "lims-test.hospital.test");
  state.editChannel("ADT to LIMS", "7001", "7002");
  state.editCodeTemplate("trim", "return message;", "return message.trim();");
  state.setConfigurationValue("mesh-password", "another-invented-password");
  await nights.estate.app.check(["tie-test"]);
});

after(async () => {
  await nights[Symbol.asyncDispose]();
  await testing[Symbol.asyncDispose]();
});

function preview(candidate: string, options: { partial?: boolean } = {}): Promise<ChangePreview> {
  return nights.estate.app.preview(candidate, { engineId: "tie", cwd: nights.estate.folder, ...options });
}

function told({ changes }: ChangePreview): unknown[] {
  return changes.map(({ artefact, what, flow, paths }) => [artefact.name, what, flow, paths.map((path) => path.path)]);
}

/** Exports one channel of the test engine to a file, as an administrator would. */
async function exportChannel(name: string, change: (xml: string) => string = (xml) => xml): Promise<string> {
  const { state } = testing.primary;
  const { id } = state.getChannel(name);
  const [element] = [...channelElements(state, (other) => other === id, true)];
  assert.ok(element);
  const file = "exports/candidate.xml";
  await mkdir(join(nights.estate.folder, "exports"), { recursive: true });
  await writeFile(join(nights.estate.folder, file), change(renderXml(element, "")));
  return file;
}

function storeState(): string {
  const git = (...args: string[]): string =>
    execFileSync("git", [`--git-dir=${nights.estate.storeDir}`, ...args], { encoding: "utf8" });
  return `${git("for-each-ref")}${git("cat-file", "--batch-all-objects", "--batch-check")}`;
}

const PORT = "/destinationConnectors/1/properties/remotePort";

// One story, in order.

test("a preview of a test engine tells its changes as production will hold them, and not what should differ there", async () => {
  const before = storeState();
  const previewed = await preview("tie-test");
  const mesh = ["mesh-password", "changed", "Other", ["/value"]];
  assert.deepEqual(
    told(previewed),
    [["ADT to LIMS", "changed", "Laboratory", [PORT]], ["trim", "changed", "Other", ["/properties/code"]], mesh].sort(
      byTier(previewed),
    ),
  );
  assert.deepEqual(previewed.flows[0], { flow: "Laboratory", tier: 2, changes: 1 });
  assert.deepEqual(previewed.warnings, []);
  assert.doesNotMatch(JSON.stringify(previewed), /another-invented-password/);
  assert.equal(storeState(), before, "nothing of a candidate enters the store");
});

/** The order in which the preview itself gives them: this test is not about it. */
function byTier({ changes }: ChangePreview): (a: unknown[], b: unknown[]) => number {
  const place = (told: unknown[]): number => changes.findIndex(({ artefact }) => artefact.name === told[0]);
  return (a, b) => place(a) - place(b);
}

test("the export of one channel gives the same digest, and takes nothing for removed", async () => {
  const whole = await preview("tie-test");
  const file = await exportChannel("ADT to LIMS");
  const before = storeState();
  const single = await preview(file);
  assert.deepEqual(told(single), [["ADT to LIMS", "changed", "Laboratory", [PORT]]]);
  assert.equal(
    single.changes[0]?.digest,
    whole.changes.find(({ artefact }) => artefact.name === "ADT to LIMS")?.digest,
  );
  assert.notEqual(single.setDigest, whole.setDigest);
  assert.equal(storeState(), before);
  assert.deepEqual(single.warnings, [
    "The candidate holds another node's value for the expected difference 'lims-host': production must keep its own.",
  ]);
  const removed = (await preview(file, { partial: false })).changes.filter(({ what }) => what === "removed");
  assert.ok(removed.some(({ artefact }) => artefact.name === "Discharge letters"));
});

test("the libraries that a channel's export carries along count, with the digests that they will have", async () => {
  const whole = await preview("tie-test");
  const { state } = testing.primary;
  state.polluteCache();
  const previewed = await preview(await exportChannel("PAS ADT In"));
  assert.deepEqual(told(previewed), [["trim", "changed", "Other", ["/properties/code"]]]);
  assert.equal(previewed.changes[0]?.digest, whole.changes.find(({ artefact }) => artefact.name === "trim")?.digest);
  assert.match(previewed.warnings.join(" "), /carries \d artefacts along/);
  state.restart();
});

test("a value that is declared for no node is a change, and the preview says what is asked for there", async () => {
  const file = await exportChannel("ADT to LIMS", (xml) =>
    xml.replace("lims-test.hospital.test", "lims-new.hospital.test"),
  );
  const [change] = (await preview(file)).changes;
  const host = change?.paths.find(({ path }) => path.endsWith("/remoteAddress"));
  assert.deepEqual(host?.expected, { rule: "lims-host", value: "lims.hospital.test" });
  assert.deepEqual([host?.from, host?.to], ["lims.hospital.test", "lims-new.hospital.test"]);
});

test("a channel that is new will be added, and a candidate that the baseline does not know is told", async () => {
  const other = "11111111-0000-4000-8000-0000000000aa";
  const file = await exportChannel("PAS ADT In", (xml) =>
    xml.replace(/<id>[^<]*<\/id>/, `<id>${other}</id>`).replace("<name>PAS ADT In<", "<name>ADT copy<"),
  );
  const previewed = await preview(file);
  assert.deepEqual(told(previewed), [["ADT copy", "added", "Other", ["/"]]]);
  assert.match(previewed.warnings[0] ?? "", /Nothing in the candidate is known/);
});

test("what is in force will change nothing, and has no digest", async () => {
  const previewed = await preview("tie/tie-a");
  assert.deepEqual([previewed.changes, previewed.setDigest], [[], null]);
  assert.deepEqual(told(await preview("tie/tie-b")), []);
  assert.deepEqual(told(await preview("observed/tie/tie-b")), []);
});

test("the change that was previewed and approved by its digest is authorised when it is seen on production", async () => {
  const { changes } = await preview("tie-test");
  const approved = changes.filter(({ artefact }) => artefact.name !== "mesh-password").map(({ digest }) => digest);
  await ticketSays([changeSetDigest(approved), ...approved]);
  nights.primary.state.editChannel("ADT to LIMS", "7001", "7002", { by: "j.okafor" });
  nights.primary.state.editCodeTemplate("trim", "return message;", "return message.trim();", { by: "j.okafor" });
  const report = await nights.check();
  for (const name of ["ADT to LIMS", "trim"]) {
    const finding = findingOn(report, name);
    const { verdict, ticket, trace = [] } = finding?.authorisation ?? {};
    assert.deepEqual(
      [finding?.case, verdict, ticket],
      ["production-changed", "authorised", "CHG0000001"],
      JSON.stringify(trace),
    );
    const content = trace.find(({ test: name }) => name === "approved content");
    assert.match(content?.facts ?? "", /stands in the ticket \(digest-at-approval\)/);
    assert.ok(trace.some(({ test: name, passed }) => name === "all of the approved content" && passed));
  }
});

test("carried to the standby, it is the same change by the same digest", async () => {
  nights.standby.state.editCodeTemplate("trim", "return message;", "return message.trim();", { by: "j.okafor" });
  const finding = findingOn(await nights.check(), "trim");
  assert.deepEqual([finding?.case, finding?.authorisation.verdict], ["both-changed", "authorised"]);
});

test("where production left the baseline already, the preview says that its digest will not fit", async () => {
  const { warnings } = await preview(await exportChannel("ADT to LIMS"));
  assert.doesNotMatch(
    warnings.join(" "),
    /settle that first/,
    "what an expected difference speaks of is left to a check",
  );
  const template = await preview("tie-test");
  assert.match(template.warnings.join(" "), /"trim" is not as approved on production: settle that first/);
});

test("a change that goes one step beyond what was previewed is not authorised by it", async () => {
  nights.primary.state.editChannel("ADT to LIMS", "7002", "7003", { by: "j.okafor" });
  const finding = findingOn(await nights.check(), "ADT to LIMS");
  assert.notEqual(finding?.authorisation.verdict, "authorised");
});

async function ticketSays(digests: readonly string[]): Promise<void> {
  const inDays = (days: number): string => new Date(nights.now().getTime() + days * 86_400_000).toISOString();
  const ticket = {
    number: "CHG0000001",
    kind: "normal",
    lifecycle: "implement",
    approval: "approved",
    approvals: [{ by: "pat.lowe@hospital.test", decision: "approved", at: inDays(-6) }],
    plannedStart: inDays(-5),
    plannedEnd: inDays(20),
    cis: ["TIE"],
    channels: [],
    implementers: ["j.okafor"],
    requester: "alex.reid@hospital.test",
    digests,
    updatedAt: inDays(-6),
  };
  await exportTickets([ticket]);
}

async function exportTickets(tickets: readonly object[]): Promise<void> {
  const exported = { schema: "change-tickets/v1", exportedAt: nights.now().toISOString(), zone: "UTC", tickets };
  await commitGoverned(nights.estate, "tickets/export.json", () => JSON.stringify(exported));
}
