import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { EngineReport } from "#schemas/check-report";
import { createRhapsodyConnector } from "#services/engines/rhapsody/connector";
import type { RhapsodyRights } from "#services/simulators/rhapsody/endpoints";
import type { RhapsodyModel } from "#services/simulators/rhapsody/model";
import { CIPHERTEXT, CLINICAL, ENGINE, rebuilt } from "#test/engines/rhapsody/invented-engine";
import { ACCOUNT } from "#test/fakes/estate-on-loopback";
import { type RhapsodyPair, startRhapsodyPair } from "#test/fakes/rhapsody-pair";
import { type RhapsodySimulator, startRhapsodySimulator } from "#test/fakes/start-rhapsody-simulator";

let pair: RhapsodyPair;
let primary: RhapsodySimulator;
let standby: RhapsodySimulator;
const check = (): Promise<EngineReport> => pair.check();

before(async () => {
  pair = await startRhapsodyPair(ENGINE);
  ({ primary, standby } = pair);
  await pair.check();
  await pair.adopt();
});

after(() => pair[Symbol.asyncDispose]());

/** Looks at the pair while an engine holds something else, and puts it back. */
async function whileChanged(
  node: RhapsodySimulator,
  edit: (model: RhapsodyModel) => RhapsodyModel,
  look: (engine: EngineReport) => void,
): Promise<void> {
  node.change(edit);
  try {
    look(await check());
  } finally {
    node.change(() => ENGINE);
  }
}

async function whileSeeing(rights: RhapsodyRights, nodes: readonly RhapsodySimulator[]): Promise<EngineReport> {
  for (const node of nodes) node.setRights(rights);
  try {
    return await check();
  } finally {
    for (const node of nodes) node.setRights({});
  }
}

const replaced =
  (from: string, to: string) =>
  (model: RhapsodyModel): RhapsodyModel => {
    const text = JSON.stringify(model);
    assert.ok(text.includes(from), from);
    return JSON.parse(text.replaceAll(from, to));
  };

/** What a person has to look at: everything but the secrets that cannot be compared. */
function driftsOf(engine: EngineReport): EngineReport["findings"] {
  return engine.findings.filter((finding) => finding.case !== "in-lockstep");
}

test("is ready when both engines hold the same, though numbers, times and ciphertext differ", async () => {
  const other = Buffer.from([0x91, 0xe2, 0x07, 0x88, 0xb5, 0x6e, 0xfa, 0x01, 0x9c]).toString("base64");
  await whileChanged(standby, replaced(CIPHERTEXT, other), (engine) => {
    assert.deepEqual(driftsOf(engine), []);
    assert.equal(engine.readiness.verdict, "ready", JSON.stringify(engine.readiness.reasons, null, 1));
  });
});

test("says of each secret that the engine does not show that it cannot be compared", async () => {
  const engine = await check();
  const noted = engine.findings
    .filter(({ case: direction }) => direction === "in-lockstep")
    .map(({ artefact }) => artefact.key);
  for (const key of ["Clinical/ADT/To LIS", "LisPassword", "tie-2026", "spine"]) assert.ok(noted.includes(key), key);
  assert.ok(engine.readiness.reasons.some(({ code }) => code === "secret-unverifiable"));
});

test("is not ready when a port of the standby was changed, and names the port", async () => {
  await whileChanged(standby, replaced('"6661"', '"7777"'), (engine) => {
    assert.equal(engine.readiness.verdict, "not-ready");
    const [finding, ...others] = driftsOf(engine);
    assert.deepEqual(others, []);
    assert.deepEqual([finding?.artefact.name, finding?.case], ["To LIS", "standby-behind"]);
    const [change] = finding?.changes ?? [];
    assert.deepEqual([change?.label, change?.production, change?.standby], ["Port", "6661", "7777"]);
  });
});

test("says who changed production, by the engine's own audit log", async () => {
  const edit = (model: RhapsodyModel): RhapsodyModel => {
    const line = {
      at: new Date().toISOString(),
      user: "m.devlin",
      action: "Configuration Change",
      details: "Checked in",
    };
    return { ...replaced('"6661"', '"7000"')(model), audit: [...model.audit, line] };
  };
  await whileChanged(primary, edit, (engine) => {
    const [finding] = driftsOf(engine);
    assert.equal(finding?.case, "production-changed");
    assert.deepEqual(finding?.authorisation.actors, ["m.devlin"]);
  });
});

test("is not ready, whoever approved it, when a variable is missing on the standby", async () => {
  const without = (model: RhapsodyModel) => ({
    ...model,
    variables: model.variables.filter(({ name }) => name !== "PasPort"),
  });
  await whileChanged(standby, without, (engine) => {
    assert.equal(engine.readiness.verdict, "not-ready");
    const finding = driftsOf(engine).find(({ artefact }) => artefact.key === "PasPort");
    assert.match(finding?.mustMatch ?? "", /NOT_CONFIGURED/);
  });
});

test("is not ready when the standby itself says that a component cannot run", async () => {
  const broken = (model: RhapsodyModel): RhapsodyModel => ({
    ...model,
    lockers: model.lockers.map((locker) => ({
      ...locker,
      routes: locker.routes.map((route) => ({ ...route, state: "NOT_CONFIGURED" })),
    })),
  });
  await whileChanged(standby, broken, (engine) => {
    assert.equal(engine.readiness.verdict, "not-ready");
    assert.ok(
      engine.readiness.reasons.some(({ message }) => message.includes("'Clinical/ADT/ADT In' (NOT_CONFIGURED)")),
    );
  });
});

test("is unknown, not a deletion, when a locker of the standby is hidden from the account", async () => {
  const engine = await whileSeeing({ lockers: [CLINICAL] }, [standby]);
  assert.equal(engine.readiness.verdict, "unknown");
  assert.ok(engine.readiness.reasons.some(({ message }) => message.includes("cannot be verified")));
  assert.deepEqual(driftsOf(engine), []);
});

test("is unknown when a locker that was approved is shown by neither engine, and no answer speaks of it", async () => {
  const rights = { lockers: [CLINICAL], forbidden: [] };
  const quiet = (model: RhapsodyModel): RhapsodyModel => ({ ...model, accessGroups: [] });
  primary.change(quiet);
  standby.change(quiet);
  try {
    const engine = await whileSeeing(rights, [primary, standby]);
    assert.equal(engine.readiness.verdict === "ready", false);
    assert.ok(engine.readiness.reasons.some(({ message }) => message.includes("locker 'Radiology'")));
    const missing = driftsOf(engine).filter(({ artefact }) => artefact.key.startsWith("Radiology"));
    assert.deepEqual(missing, []);
  } finally {
    primary.change(() => ENGINE);
    standby.change(() => ENGINE);
  }
});

test("is ready with a standby that was built again by hand, and tells the other ids as minor", async () => {
  await whileChanged(standby, rebuilt, (engine) => {
    const drifts = driftsOf(engine);
    assert.ok(drifts.length > 0);
    for (const { severity, blocksReadiness, changes } of drifts) {
      assert.deepEqual([severity, blocksReadiness], ["low", false]);
      assert.ok(changes.every(({ path }) => path.startsWith("/identity/")));
    }
    assert.equal(engine.readiness.verdict, "ready", JSON.stringify(engine.readiness.reasons, null, 1));
  });
});

test("a route that was renamed on production is told as renamed, and so is all that stood in a renamed locker", async () => {
  await whileChanged(primary, replaced('"name":"ADT In"', '"name":"ADT Inbound"'), (engine) => {
    const told = driftsOf(engine).map(({ artefact, changes }) => [artefact.key, changes.map(({ label }) => label)]);
    assert.deepEqual(told, [
      ["Clinical/ADT/From PAS", ["Receiving route"]],
      ["Clinical/ADT/ADT In", ["Place"]],
    ]);
    assert.equal(engine.readiness.verdict, "not-ready");
  });
  await whileChanged(standby, replaced('"name":"Radiology"', '"name":"Imaging"'), (engine) => {
    const told = driftsOf(engine).filter(({ artefact }) => artefact.key.startsWith("Radiology"));
    assert.deepEqual(
      told.map(({ artefact, changes }) => [artefact.key, changes.map(({ standby: now }) => now)]),
      [
        ["Radiology/Orders", ["Imaging/Orders"]],
        ["Radiology", ["Imaging"]],
      ],
    );
    assert.equal(engine.readiness.verdict, "not-ready");
  });
});

test("a standby that is stopped refuses the connection, and the message says that this may be meant", async () => {
  const stopped = await startRhapsodySimulator({ model: ENGINE, account: ACCOUNT });
  await stopped.stop();
  const node = {
    id: "tie-c",
    role: "standby" as const,
    url: stopped.url,
    username: "x",
    tls: { fingerprint: stopped.fingerprint },
  };
  const request = { node, password: "y", now: () => new Date() };
  await assert.rejects(
    async () => {
      for await (const _step of createRhapsodyConnector().read(request)) assert.fail("nothing can be read");
    },
    { code: "node-down", message: /no engine runs there.*standbyMode: cold/ },
  );
});
