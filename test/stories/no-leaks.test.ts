import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { EngineReport } from "#schemas/check-report";
import { type FindEndpoint, findEndpoint } from "#services/simulators/mirth-connect/endpoints";
import type { MirthFaults } from "#services/simulators/mirth-connect/faults";
import type { MirthModel } from "#services/simulators/mirth-connect/model";
import { ServerState } from "#services/simulators/mirth-connect/server-state";
import { findLeaks } from "#test/fakes/canaries";
import { ACCOUNT, createLoopbackEstate, type LoopbackEstate } from "#test/fakes/estate-on-loopback";
import { findLeaksInFolder } from "#test/fakes/find-leaks-in-folder";
import { PLANTED, type Plants, plantedModel, rotated } from "#test/fakes/planted-model";
import { recordedSecrets } from "#test/fakes/recorded-secrets";
import { everyForm, runCommand, type Said } from "#test/fakes/run-commands";
import { serveRecording } from "#test/fakes/serve-recording";
import { type MirthSimulator, startMirthSimulator } from "#test/fakes/start-mirth-simulator";
import { projectRoot } from "#test/project-root";

const AUDIT_ONLY = "canaryQx7-audit-only";
const SECRETS = {
  ...prefixed("planted", PLANTED),
  ...prefixed("rotated", rotated(PLANTED)),
  account: ACCOUNT.password,
};
const STANDBY_ID = "5a1c0000-0000-4000-8000-00000000000b";

let temporary: string;
let standbyHolds: Plants = PLANTED;
let malformed: string | undefined;
const outerTmpdir = process.env["TMPDIR"];

before(async () => {
  temporary = await mkdtemp(join(tmpdir(), "lockstep-leaks-"));
  process.env["TMPDIR"] = temporary;
});

after(async () => {
  if (outerTmpdir === undefined) delete process.env["TMPDIR"];
  else process.env["TMPDIR"] = outerTmpdir;
  await rm(temporary, { recursive: true, force: true });
});

function prefixed(prefix: string, values: Plants): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(values).map(([place, value]) => [`${prefix} ${place}`, value]));
}

/** A standby whose configuration can be exchanged under it, and whose channels can come out broken. */
async function startStandby(): Promise<MirthSimulator> {
  const states = new Map<Plants, ServerState>();
  const model = (plants: Plants): MirthModel => ({ ...plantedModel(plants), serverId: STANDBY_ID });
  const stateOf = (plants: Plants): ServerState => {
    const state = states.get(plants) ?? new ServerState(model(plants), () => new Date());
    states.set(plants, state);
    state.setConfigurationValue("mesh-password", plants.mapSecret);
    return state;
  };
  const find: FindEndpoint = (path, version) => {
    const endpoint = findEndpoint(path, version);
    const { xml } = endpoint ?? {};
    if (path === "/channels" && malformed !== undefined) return { ...endpoint, xml: () => [malformed ?? ""] };
    return xml === undefined
      ? endpoint
      : { ...endpoint, xml: (_state, query, rights) => xml(stateOf(standbyHolds), query, rights) };
  };
  return await startMirthSimulator({ model: model(PLANTED), account: ACCOUNT, findEndpoint: find });
}

test("no planted secret and no planted patient comes out anywhere, whatever is asked and whatever goes wrong", async () => {
  const primary = await startMirthSimulator({ model: plantedModel(PLANTED), account: ACCOUNT });
  const standby = await startStandby();
  primary.state.setConfigurationValue("mesh-password", PLANTED.mapSecret);
  primary.state.audit("Set server settings", 1, [["settings", `ServerSettings[token=${AUDIT_ONLY}]\n`]]);
  try {
    await using estate = await createLoopbackEstate({ primary, standby }, { policy: { policy: { mode: "enforce" } } });
    const said = [...(await askEverything(estate, "first"))];
    assertSameSecretsAreNoDrift(await checkOnce(estate));
    standbyHolds = rotated(PLANTED);
    assertRotationIsSeen(await checkOnce(estate));
    said.push(...(await askEverything(estate, "rotated")));
    said.push(...(await compareFiles(estate)));
    said.push(...(await askWithFaults(estate, standby)));
    assertNothingWasSaid(said, SECRETS);
    assert.deepEqual(await findLeaksInFolder(temporary, SECRETS), []);
  } finally {
    await Promise.all([primary.stop(), standby.stop()]);
  }
});

async function checkOnce({ app }: LoopbackEstate): Promise<EngineReport> {
  const [engine] = (await app.check(["tie"])).engines;
  assert.ok(engine);
  return engine;
}

/** Every question that a person can put, in every form of answer. */
async function askEverything(estate: LoopbackEstate, name: string): Promise<Said[]> {
  const world = { folder: estate.folder, environment: estate.app.settings.environment };
  const said: Said[] = [];
  const ask = async (...args: readonly string[]): Promise<void> => {
    said.push(await runCommand(args, world));
  };
  await ask("check", "--json", ...(await everyForm(join(temporary, "reports"), name)));
  const { snapshot } = await estate.app.open("tie/tie-a");
  await ask("baseline", "adopt", "tie", "--from", "primary", "--digest", snapshot.digest, "--approver", "C. Chair");
  await ask("check");
  for (const command of ["ready", "explain"]) for (const form of [[], ["--json"]]) await ask(command, "tie", ...form);
  for (const form of [[], ["--json"]]) {
    await ask("show", "tie/tie-b", ...form);
  }
  for (const entry of snapshot.entries.filter(({ kind }) => kind !== "extension"))
    await ask("show", "tie/tie-b", entry.path, "--json");
  await ask("doctor", "--json");
  await ask("validate");
  await ask("ledger", "verify", "--json");
  await ask("compare", "tie/tie-a", "tie/tie-b", "--product", "mirth-connect", "--json");
  for (const form of PREVIEW_FORMS) await ask("change", "preview", "tie/tie-b", ...form);
  const why = ["--reason", "planned move", "--ticket", "to-follow", "--by", "J. Okafor"];
  await ask("override", "tie", "--set-aside", "parity", ...why);
  await ask("override", "end", "tie", "--by", "J. Okafor", "--json");
  const failed = said.filter(({ code }) => code > 2);
  assert.deepEqual(failed, []);
  return said;
}

function assertSameSecretsAreNoDrift(engine: EngineReport): void {
  const drifts = engine.findings.filter((finding) => finding.case !== "in-lockstep");
  assert.deepEqual(
    drifts.map(
      ({ artefact, changes }) => `${artefact.kind} ${artefact.name} ${changes.map(({ label }) => label).join()}`,
    ),
    [],
  );
  assert.equal(engine.nodes[1]?.coverage?.complete, true);
}

/** Where each place's change must be seen. */
const SEEN: Readonly<Record<keyof Plants, RegExp>> = {
  connectorPassword: /^channel Results out \/destinationConnectors\/1\/properties\/password /,
  headerToken: /^channel Results out .*\/headers\/Authorization\//,
  urlPassword: /^channel Results out \/destinationConnectors\/1\/properties\/host /,
  jdbcPassword: /^channel Results out \/destinationConnectors\/3\/properties\/query /,
  scriptPassword: /^channel Results out \/deployScript /,
  mapSecret: /^configuration-map mesh-password \/value /,
  smtpPassword: /^server-settings .* \/smtpPassword /,
  nhsNumber: /^channel Replay for NHS number masked\S+ \/name /,
  familyName: /^configuration-map sample-person \/value /,
  sftpPassPhrase: /^channel Results out .*\/schemeProperties\/passPhrase /,
  keyStorePassword: /^channel Results out .*\/keyStorePassword /,
  basicHeader: /^channel Results out .*\/headers\/Proxy-Authorization\//,
  apiKeyHeader: /^channel Results out .*\/headers\/X-Api-Key\//,
  credentialTable: /^channel Results out .*\/credentials\/svc\//,
  encodedLogin: /^channel Results out .*\/elements\/Sign\/script /,
  mapValueUrl: /^configuration-map fhir-endpoint \/value /,
  mapValueJdbc: /^configuration-map warehouse \/value /,
  mapComment: /^configuration-map mesh-password \/comment /,
  globalScript: /^global-script Deploy /,
  codeTemplate: /^code-template signIn /,
  channelDescription: /^channel Results out \/description /,
  groupDescription: /^channel-group All \/description /,
  userDescription: /^user admin \/description /,
  pluginPassword: /^plugin-properties Archive \/archivePassword /,
  pluginDocument: /^plugin-properties Archive \/document\//,
  alertText: /^alert Errors .*\/template /,
  resourceUrl: /^resource Shared \/directory /,
  driverTemplate: /^database-driver PostgreSQL \/template /,
};

function assertRotationIsSeen(engine: EngineReport): void {
  const seen = engine.findings.flatMap(({ artefact, changes }) =>
    changes.map(({ path, label }) => `${artefact.kind} ${artefact.name} ${path} ${label}`),
  );
  for (const [place, pattern] of Object.entries(SEEN)) {
    assert.ok(
      seen.some((line) => pattern.test(line)),
      `the rotated ${place} is seen`,
    );
  }
}

/** Two exports that hold what the servers hold, outside the folder that is searched afterwards. */
async function compareFiles(estate: LoopbackEstate): Promise<Said[]> {
  const exports = await mkdtemp(join(outerTmpdir ?? "/tmp", "lockstep-exports-"));
  try {
    const files = await Promise.all(
      [PLANTED, rotated(PLANTED)].map((plants, index) => writeExport(exports, index, plants)),
    );
    const world = { folder: estate.folder, environment: estate.app.settings.environment };
    const args = ["compare", ...files, "--product", "mirth-connect"];
    const forms = await everyForm(join(temporary, "reports"), "compare");
    const said = [await runCommand([...args, ...forms], world), await runCommand([...args, "--json"], world)];
    for (const file of files)
      for (const form of PREVIEW_FORMS) said.push(await runCommand(["change", "preview", file, ...form], world));
    assert.ok(
      said.slice(2).every(({ code }) => code === 0),
      JSON.stringify(said.at(-1)),
    );
    return said;
  } finally {
    await rm(exports, { recursive: true });
  }
}

const PREVIEW_FORMS = [[], ["--json"], ["--markdown"]] as const;

async function writeExport(folder: string, index: number, plants: Plants): Promise<string> {
  const state = new ServerState(plantedModel(plants), () => new Date());
  const file = join(folder, String(index));
  await mkdir(file);
  for (const path of ["/channels", "/server/configurationMap", "/users", "/alerts", "/codeTemplateLibraries"]) {
    const parts = findEndpoint(path, "4.5.2")?.xml?.(state, new URLSearchParams(), {}) ?? [];
    await writeFile(join(file, `${path.replaceAll("/", "-").slice(1)}.xml`), [...parts].join(""));
  }
  return file;
}

const FAULTS: readonly MirthFaults[] = [
  { truncate: { path: "/channels", how: "clean-end" } },
  { truncate: { path: "/server/configurationMap", how: "cut-connection" } },
  { status: { path: "/users", code: 500 } },
  { garbage: "/channels" },
  { loginPage: "/channels" },
  { wrongServerId: "5a1c0000-0000-4000-8000-0000000000ff" },
];

/** Checks while something is wrong with the standby: the words for it must not hold what was read. */
async function askWithFaults(estate: LoopbackEstate, standby: MirthSimulator): Promise<Said[]> {
  const { environment } = estate.app.settings;
  const world = { folder: estate.folder, environment };
  const said: Said[] = [];
  const ask = async (command: string, password: string = ACCOUNT.password): Promise<void> => {
    const traced = { ...environment, LOOPBACK_PASSWORD: password, LOCKSTEP_TRACE: "1", LOCKSTEP_LOG_LEVEL: "trace" };
    said.push(await runCommand([command], { ...world, environment: traced }));
  };
  for (const faults of FAULTS) {
    standby.setFaults(faults);
    await ask("check");
    await ask("doctor");
  }
  standby.setFaults({});
  for (const xml of malformedExports(PLANTED)) {
    malformed = xml;
    await ask("check");
  }
  malformed = undefined;
  for (const password of [PLANTED.connectorPassword, `${PLANTED.headerToken}\n`]) {
    await ask("check", password);
    await ask("doctor", password);
  }
  return said;
}

/** Markup that breaks right beside a secret, so that a message that quotes it would tell it. */
function malformedExports({ connectorPassword, headerToken, familyName }: Plants): readonly string[] {
  const broken = (inner: string): string => `<list><channel version="4.5.2"><id>x</id>${inner}</channel></list>`;
  return [
    broken(`<password>${connectorPassword}</pass>`),
    broken(`<password>${connectorPassword}&unknown;</password>`),
    broken(`<${headerToken}>1</${headerToken}><${headerToken}`),
    broken(`<password ${headerToken}="${connectorPassword}" ${headerToken}="2">x</password>`),
    broken(`<password>\u0000${familyName}</password>`),
    `<list><${headerToken}><id>x</id></${headerToken}></list>`,
    `<${headerToken} version="${connectorPassword}"><id>1</id></${headerToken}>`,
  ];
}

function assertNothingWasSaid(said: readonly Said[], secrets: Readonly<Record<string, string>>): void {
  assert.deepEqual(
    said.flatMap(({ command, stdout, stderr }) =>
      findLeaks(`${stdout}\n${stderr}`, secrets).map(({ canary }) => `${command}: ${canary}`),
    ),
    [],
  );
}

const RECORDINGS = join(projectRoot, "..", "shared", "recordings", "mirth");
const skip = existsSync(RECORDINGS) ? false : "../shared is absent: the recordings are not part of this repository";

test("no secret of the recordings comes out anywhere", { skip }, async () => {
  const primary = await serveRecording(join(RECORDINGS, "primary"), { account: ACCOUNT });
  const standby = await serveRecording(join(RECORDINGS, "standby-drifted"), { account: ACCOUNT });
  try {
    await using estate = await createLoopbackEstate({ primary, standby });
    const secrets = recordedSecrets() ?? {};
    assert.ok(Object.keys(secrets).length > 10);
    const world = { folder: estate.folder, environment: estate.app.settings.environment };
    const forms = await everyForm(join(temporary, "reports"), "recorded");
    const said = [await runCommand(["check", "--json", ...forms], world)];
    for (const args of [["explain", "tie"], ["show", "tie/tie-b", "--json"], ["doctor"]])
      said.push(await runCommand(args, world));
    assertNothingWasSaid(said, secrets);
    assert.deepEqual(await findLeaksInFolder(temporary, secrets), []);
  } finally {
    await Promise.all([primary.stop(), standby.stop()]);
  }
});
