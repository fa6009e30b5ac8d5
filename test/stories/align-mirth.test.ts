import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import type { AlignPlan, AlignReport } from "#schemas/align-plan";
import type { EngineReport } from "#schemas/check-report";
import { isProved } from "#services/core/align/is-proved";
import { plannedOf } from "#services/core/align/planned-of";
import { digestOfFinding } from "#services/core/authorisation/digest-of-finding";
import { mirthConnectDialect } from "#services/engines/mirth-connect/dialect";
import type { MirthModel } from "#services/simulators/mirth-connect/model";
import { importIntoMirth } from "#test/align/import-into-mirth";
import { createLoopbackEstate, type LoopbackEstate } from "#test/fakes/estate-on-loopback";
import { type SimulatedPair, startSimulatedPair } from "#test/fakes/simulated-pair";
import { ADT_TO_LIMS, SMALL_MODEL } from "#test/simulators/small-model";

const MESH_PASSWORD = "invented-mesh-password";
const LIMS_PASSWORD = 'invented & <odd> "lims" secret';
const SECRETS = [MESH_PASSWORD, LIMS_PASSWORD, "invented-smtp-password"];

/** The small server, whose sender to the laboratory has a password with every sign that XML writes otherwise. */
const MODEL: MirthModel = {
  ...SMALL_MODEL,
  channels: SMALL_MODEL.channels.map((channel) =>
    channel.id !== ADT_TO_LIMS
      ? channel
      : {
          ...channel,
          destinations: (channel.destinations ?? []).map((each) => ({
            ...each,
            properties: { ...each.properties, username: "lims", password: LIMS_PASSWORD },
          })),
        },
  ),
};

interface Staged extends AsyncDisposable {
  readonly pair: SimulatedPair;
  readonly estate: LoopbackEstate;
  readonly out: string;
  check(): Promise<EngineReport>;
  /** Plans, whatever comes of it. */
  plan(options?: Asked): Promise<AlignReport>;
  /** Plans something that can be carried out. */
  align(options?: Asked): Promise<Written>;
}

interface Asked {
  readonly allowDeletions?: boolean;
  readonly name?: string;
  readonly nodeId?: string;
}

interface Written {
  readonly plan: AlignPlan;
  readonly folder: string;
}

async function stage(policy: Readonly<Record<string, unknown>> = {}): Promise<Staged> {
  let aheadMs = 0;
  const now = (): Date => new Date(Date.now() + aheadMs);
  const pair = await startSimulatedPair(MODEL);
  const estate = await createLoopbackEstate(pair, { now, policy });
  const out = await mkdtemp(join(tmpdir(), "lockstep-align-"));
  await estate.app.check([]);
  const { snapshot } = await estate.app.open("tie/tie-a");
  const approval = { approver: "C. Chair", ticket: null, reviewed: true };
  await estate.app.adopt({ engineId: "tie", from: "tie-a", digest: snapshot.digest, ...approval });
  const plan = ({ allowDeletions = false, name = "one", ...options }: Asked = {}): Promise<AlignReport> =>
    estate.app.align("tie", { allowDeletions, out: join(out, name), ...options });
  return {
    pair,
    estate,
    out,
    async check() {
      aheadMs += 60_000;
      const [report] = (await estate.app.check([])).engines;
      assert.ok(report);
      return report;
    },
    plan,
    async align(asked) {
      const { plan: made, folder } = await plan(asked);
      return { plan: made, folder: folder ?? assert.fail("nothing was written") };
    },
    async [Symbol.asyncDispose]() {
      await rm(out, { recursive: true, force: true });
      await estate[Symbol.asyncDispose]();
      await pair[Symbol.asyncDispose]();
    },
  };
}

function driftOnStandby({ state }: SimulatedPair["standby"]): void {
  state.editChannel("ADT to LIMS", "return msg", "return !msg");
  state.removeChannel("PAS ADT In");
  state.editCodeTemplate("trim", "return message;", "return null;");
  state.setConfigurationValue("pas-host", "old.hospital.test");
  state.configurationMap.delete("mesh-password");
  state.setGlobalScript("Deploy", "// nobody knows\nreturn;");
  state.removeAlert("a1");
}

async function allTexts(folder: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(await Promise.all(files.map(async (file) => [file, await readFile(file, "utf8")] as const)));
}

/** What a person does: each placeholder becomes the value that production has there. */
function filler(secrets: Readonly<Record<string, string>>): (text: string) => string {
  const escapeXml = (value: string): string =>
    value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
  return (text) =>
    text.replace(/\{\{LOCKSTEP:(?:SECRET|CONTENT) ([^{}]*)\}\}/g, (whole, place: string) => {
      const found = Object.entries(secrets).find(([part]) => place.includes(part));
      return found === undefined ? whole : text.startsWith("<") ? escapeXml(found[1]) : found[1];
    });
}

const FILL = filler({
  "mesh-password": MESH_PASSWORD,
  "properties/password": LIMS_PASSWORD,
  "properties/template": "invented",
});

const carriedBy = ({ artefacts }: AlignPlan): readonly string[] =>
  artefacts.map(({ kind, name, act, carried }) => `${act} ${kind} ${name}: ${carried}`);

const drifts = ({ findings }: EngineReport): readonly string[] =>
  findings
    .filter((each) => each.case !== "in-lockstep" && each.explainedBy === null)
    .map(({ artefact }) => `${artefact.kind} ${artefact.name}`);

describe("align on Mirth Connect", () => {
  it("brings a standby into lockstep again by files that a person imports, and the next check proves it", async () => {
    await using staged = await stage();
    const { pair, estate } = staged;
    driftOnStandby(pair.standby);
    await staged.check();
    const { plan, folder } = await staged.align();
    assert.deepEqual(carriedBy(plan), [
      "add alert ADT errors: package",
      "replace channel ADT to LIMS: package",
      "add channel PAS ADT In: package",
      "replace channel-dependencies Channel dependencies: by-hand",
      "replace channel-group ADT: by-hand",
      "replace code-template trim: package",
      "add configuration-map mesh-password: package",
      "replace configuration-map pas-host: package",
      "replace global-script Deploy: package",
      "replace tag Critical: by-hand",
    ]);
    assert.equal(plan.complete, true);
    await importIntoMirth(pair.standby.state, folder, plan, { fill: FILL });
    const group = pair.standby.state.groups[0];
    assert.ok(group);
    group.channelIds = [...(MODEL.groups?.[0]?.channelIds ?? [])];
    const tag = pair.standby.state.tags[0];
    assert.ok(tag);
    tag.channelIds = [...(MODEL.tags?.[0]?.channelIds ?? [])];
    pair.standby.state.dependencies = MODEL.dependencies ?? [];
    assert.deepEqual(drifts(await staged.check()), []);
    const { snapshot } = await estate.app.open("tie/tie-b");
    assert.equal(snapshot.digest, plan.expectedDigest);
    assert.equal(isProved(plannedOf(plan), snapshot), true);
  });

  it("writes no secret anywhere, names each that is left out, and keeps every file from others' eyes", async () => {
    await using staged = await stage();
    driftOnStandby(staged.pair.standby);
    const { plan, folder } = await staged.align();
    for (const [file, text] of await allTexts(folder)) {
      for (const secret of SECRETS) assert.ok(!text.includes(secret), file);
      assert.ok(!text.includes("invented &amp;"), file);
      assert.equal((await stat(file)).mode & 0o077, 0, file);
    }
    assert.deepEqual(
      [...new Set(plan.placeholders.map(({ placeholder }) => placeholder))],
      [
        "{{LOCKSTEP:CONTENT channel/ADT-to-LIMS/destinationConnectors/1/properties/template}}",
        "{{LOCKSTEP:SECRET channel/ADT-to-LIMS/destinationConnectors/1/properties/password}}",
        "{{LOCKSTEP:SECRET configuration-map/mesh-password/value}}",
      ],
    );
  });

  it("leaves every byte of what it packages but the secrets as production wrote it", async () => {
    await using staged = await stage();
    const { pair } = staged;
    driftOnStandby(pair.standby);
    const { plan, folder } = await staged.align();
    const texts = await allTexts(join(folder, "package"));
    const [adt] = [...texts].filter(([file]) => file.includes("pas-adt-in")).map(([, text]) => text);
    assert.match(adt ?? "", /\/\/ trims&#xd;\n/);
    assert.ok(plan.files.length > 0);
  });

  it("goes back by the rollback package to exactly what the standby held", async () => {
    await using staged = await stage();
    const { pair, estate } = staged;
    pair.standby.state.editChannel("ADT to LIMS", "return msg", "return !msg");
    pair.standby.state.setConfigurationValue("pas-host", "old.hospital.test");
    await staged.check();
    const before = (await estate.app.open("tie/tie-b")).snapshot.digest;
    const { plan, folder } = await staged.align();
    await importIntoMirth(pair.standby.state, folder, plan, { fill: FILL });
    assert.deepEqual(drifts(await staged.check()), []);
    await importIntoMirth(pair.standby.state, folder, plan, { part: "rollback", fill: FILL });
    await staged.check();
    assert.equal((await estate.app.open("tie/tie-b")).snapshot.digest, before);
  });

  it("gives the standby its own value where an expected difference says so", async () => {
    const rule = {
      id: "lims-port",
      artefact: { kind: "channel", name: "ADT to LIMS" },
      path: "/destinationConnectors/1/properties/remotePort",
      values: { primary: "7001", standby: "7002" },
      reason: "The laboratory's fall-back port.",
    };
    await using staged = await stage({ "expected-differences": { expectedDifferences: [rule] } });
    const { pair } = staged;
    pair.standby.state.editChannel("ADT to LIMS", "return msg", "return !msg");
    const { plan, folder } = await staged.align();
    const [text] = [...(await allTexts(join(folder, "package"))).values()];
    assert.match(text ?? "", /<remotePort>7002<\/remotePort>/);
    assert.deepEqual(
      plan.steps.filter(({ kind }) => kind === "set"),
      [],
    );
    await importIntoMirth(pair.standby.state, folder, plan, { fill: FILL });
    assert.deepEqual(drifts(await staged.check()), []);
  });

  it("takes from production nothing that is not approved, and does not call itself complete then", async () => {
    await using staged = await stage();
    const { primary, standby } = staged.pair;
    standby.state.editChannel("ADT to LIMS", "return msg", "return !msg");
    primary.state.editChannel("ADT to LIMS", "return msg", "return unapproved && msg");
    const { plan, folder } = await staged.plan();
    assert.deepEqual(carriedBy(plan), ["replace channel ADT to LIMS: nowhere"]);
    assert.deepEqual([plan.complete, folder], [false, null]);
    assert.match(plan.warnings.join(" "), /decide on that first: lockstep review/);
  });

  it("deletes nothing without consent, and as the last step with it", async () => {
    await using staged = await stage();
    staged.pair.standby.state.addChannel({ id: "left-over", name: "Left over", body: "<properties/>" });
    const without = await staged.plan();
    assert.deepEqual(carriedBy(without.plan), ["remove channel Left over: left-out"]);
    assert.deepEqual([without.plan.complete, without.plan.steps.length, without.folder], [false, 0, null]);
    const { plan } = await staged.align({ allowDeletions: true, name: "two" });
    assert.deepEqual(plan.steps.map(({ kind }) => kind).slice(-2), ["remove", "prove"]);
    assert.equal(plan.complete, true);
    assert.ok(plan.files.some(({ path }) => path.startsWith("rollback/channels/")));
  });

  it("is stale once the standby or the baseline is another, and says so when it was carried out", async () => {
    await using staged = await stage();
    const { pair, estate } = staged;
    pair.standby.state.editChannel("ADT to LIMS", "return msg", "return !msg");
    const { plan, folder } = await staged.align();
    const file = join(folder, "plan.json");
    assert.equal((await estate.app.checkPlan(file)).state, "valid");
    pair.standby.state.editChannel("ADT to LIMS", "return !msg", "return 0 || msg");
    const stale = await estate.app.checkPlan(file);
    assert.deepEqual([stale.state, stale.reasons.length], ["stale", 1]);
    await importIntoMirth(pair.standby.state, folder, plan, { fill: FILL });
    assert.equal((await estate.app.checkPlan(file)).state, "carried-out");
  });

  it("is refused where the baseline moved, or somebody changed the plan", async () => {
    await using staged = await stage();
    const { pair, estate } = staged;
    pair.standby.state.editChannel("ADT to LIMS", "return msg", "return !msg");
    const { folder } = await staged.align();
    pair.primary.state.setConfigurationValue("pas-host", "new.hospital.test");
    await staged.check();
    const { snapshot } = await estate.app.open("tie/tie-a");
    const approval = { approver: "C. Chair", ticket: null, reviewed: true };
    await estate.app.adopt({ engineId: "tie", from: "tie-a", digest: snapshot.digest, ...approval });
    const moved = await estate.app.checkPlan(join(folder, "plan.json"));
    assert.equal(moved.state, "stale");
    assert.match(moved.reasons.join(" "), /baseline is another one/);
  });

  it("does not put production back unless that was decided", async () => {
    await using staged = await stage();
    staged.pair.primary.state.setConfigurationValue("pas-host", "new.hospital.test");
    await assert.rejects(staged.align({ nodeId: "tie-a" }), { code: "decision-refused" });
  });

  it("puts production back where that was decided, and only what was decided", async () => {
    await using staged = await stage();
    const { pair, estate } = staged;
    pair.primary.state.setConfigurationValue("pas-host", "new.hospital.test");
    pair.primary.state.setGlobalScript("Deploy", "// nobody knows\nreturn;");
    const report = await staged.check();
    const finding = report.findings.find(({ artefact }) => artefact.name === "pas-host");
    assert.ok(finding);
    const change = digestOfFinding(finding, {
      engineId: "tie",
      side: "production",
      dialect: mirthConnectDialect.version,
    });
    const decision = { engineId: "tie", key: "pas", kind: "adopt", outcome: "declined", digest: change };
    const rest = {
      ticket: null,
      forge: "local",
      number: null,
      url: null,
      commit: null,
      decidedBy: "C. Chair",
      reason: null,
    };
    await estate.app.ledger.append({
      type: "review-decided",
      actor: "C. Chair",
      at: new Date(Date.now() + 120_000).toISOString(),
      body: { ...decision, ...rest, changes: [change], approvers: [] },
    });
    const { plan } = await staged.align({ nodeId: "tie-a" });
    assert.deepEqual(carriedBy(plan), [
      "replace configuration-map pas-host: package",
      "replace global-script Deploy: left-out",
    ]);
    assert.deepEqual([plan.complete, plan.sources.map(({ nodeId }) => nodeId)], [false, ["tie-b"]]);
  });

  it("writes into no folder that holds anything, and records each plan", async () => {
    await using staged = await stage();
    const { estate, pair } = staged;
    pair.standby.state.editChannel("ADT to LIMS", "return msg", "return !msg");
    const { plan } = await staged.align();
    await assert.rejects(staged.align(), { code: "usage" });
    for await (const { body } of estate.app.ledger.records({ type: "alignment-planned" })) {
      assert.equal(body["digest"], plan.digest);
    }
  });

  it("writes and records nothing where there is nothing to do", async () => {
    await using staged = await stage();
    const { plan, folder } = await staged.plan();
    assert.deepEqual([plan.complete, plan.artefacts, folder], [true, [], null]);
    assert.deepEqual(await readdir(staged.out), []);
    for await (const record of staged.estate.app.ledger.records({ type: "alignment-planned" }))
      assert.fail(`recorded: ${record.hash}`);
  });

  it("says that a standby which does not answer cannot be told of, and writes nothing", async () => {
    await using staged = await stage();
    await staged.pair.standby.stop();
    await assert.rejects(staged.align(), { code: "node-down", message: /tie-b/ });
    assert.deepEqual(await readdir(staged.out), []);
  });
});
