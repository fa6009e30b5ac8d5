import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { EngineReport } from "#schemas/check-report";
import type { MirthFaults } from "#services/simulators/mirth-connect/faults";
import { ACCOUNT, commitGoverned, createLoopbackEstate, type LoopbackEstate } from "#test/fakes/estate-on-loopback";
import { type MirthSimulator, startMirthSimulator } from "#test/fakes/start-mirth-simulator";
import { SMALL_MODEL } from "#test/simulators/small-model";

let primary: MirthSimulator;
let standby: MirthSimulator;
let estate: LoopbackEstate;
let clockAheadMs = 0;
const now = (): Date => new Date(Date.now() + clockAheadMs);

before(async () => {
  primary = await startMirthSimulator({ model: SMALL_MODEL, account: ACCOUNT });
  const model = { ...SMALL_MODEL, serverId: "5a1c0000-0000-4000-8000-00000000000b" };
  standby = await startMirthSimulator({ model, account: ACCOUNT });
  estate = await createLoopbackEstate(
    { primary, standby },
    { now, policy: { policy: { mode: "enforce" } }, tickets: "tickets" },
  );
  await commitGoverned(estate, "tickets/export.json", () => JSON.stringify(emptyExport()));
});

after(async () => {
  await estate[Symbol.asyncDispose]();
  await Promise.all([primary.stop(), standby.stop()]);
});

function emptyExport(): unknown {
  return { schema: "change-tickets/v1", exportedAt: new Date().toISOString(), zone: "Europe/London", tickets: [] };
}

async function check(): Promise<EngineReport> {
  const [engine] = (await estate.app.check(["tie"])).engines;
  assert.ok(engine);
  return engine;
}

/** The verdict is not `ready`, this is among its reasons, and no artefact is called missing because of it. */
function assertDoubt(engine: EngineReport, code: string): void {
  assert.equal(engine.readiness.verdict, "unknown");
  const codes = engine.readiness.reasons.map((reason) => reason.code);
  assert.ok(codes.includes(code), `${code} is among ${codes.join(", ")}`);
  const missing = engine.findings.flatMap(({ changes }) => changes).filter(({ kind }) => kind === "missing");
  assert.deepEqual(missing, []);
}

async function withFault(
  node: () => MirthSimulator,
  faults: MirthFaults,
  look: (engine: EngineReport) => void,
): Promise<void> {
  node().setFaults(faults);
  try {
    look(await check());
  } finally {
    node().setFaults({});
  }
}

test("is unknown on day one, when no baseline has been approved", async () => {
  assertDoubt(await check(), "no-baseline");
});

test("is ready once the baseline is approved and both nodes hold it", async () => {
  const { snapshot } = await estate.app.open("tie/tie-a");
  const approval = { approver: "C. Chair", ticket: null, reviewed: true };
  await estate.app.adopt({ engineId: "tie", from: "primary", digest: snapshot.digest, ...approval });
  const engine = await check();
  assert.deepEqual(engine.readiness.reasons, []);
  assert.equal(engine.readiness.verdict, "ready");
});

const faults: readonly (readonly [claim: string, faults: MirthFaults, code: string])[] = [
  ["the channels end in the middle", { truncate: { path: "/channels", how: "clean-end" } }, "answer-truncated"],
  [
    "the connection is cut in the middle",
    { truncate: { path: "/channels", how: "cut-connection" } },
    "answer-truncated",
  ],
  ["an answer is no XML", { garbage: "/channels" }, "answer-unexpected"],
  ["an answer of less weight is no XML", { garbage: "/server/globalScripts" }, "coverage-incomplete"],
  ["the engine is still starting", { engineStatus: { status: 2 } }, "engine-starting"],
  ["a login page answers in place of the engine", { redirectToLogin: "/channels" }, "answer-unexpected"],
  ["another server answers", { wrongServerId: "5a1c0000-0000-4000-8000-0000000000ff" }, "wrong-server"],
  ["the server's clock is hours off", { clockSkewMs: 3 * 3_600_000 }, "clock-skew"],
  ["the list of channels is hidden", { noContent: "/channels" }, "rights-narrowed"],
];

for (const [claim, fault, code] of faults) {
  test(`is unknown, not ready, when ${claim}`, { timeout: 120_000 }, async () => {
    await withFault(
      () => standby,
      fault,
      (engine) => {
        assert.equal(engine.readiness.verdict, "unknown");
        const codes = engine.readiness.reasons.map((reason) => reason.code);
        assert.ok(
          codes.includes(code) || (code === "rights-narrowed" && codes.includes("coverage-incomplete")),
          `${code} is among ${codes.join(", ")}`,
        );
        assertDoubt(engine, codes.includes(code) ? code : "coverage-incomplete");
      },
    );
  });
}

test("is unknown when the account sees fewer channels than the engine counts", async () => {
  standby.setRights({ channelIds: [] });
  assertDoubt(await check(), "coverage-incomplete");
  standby.setRights({});
});

test("is unknown when every list came out empty", async () => {
  standby.setRights({ channelIds: [], emptyLists: ["/channelgroups", "/alerts", "/server/channelTags"] });
  assertDoubt(await check(), "coverage-incomplete");
  standby.setRights({});
});

test("is unknown when a password is refused, and the login is tried only once", async () => {
  const { environment } = estate.app.settings;
  environment["LOOPBACK_PASSWORD"] = "wrong";
  const logins = (): number => standby.requests.filter(([, path]) => path.endsWith("/users/_login")).length;
  const tried = logins();
  const engine = await check();
  environment["LOOPBACK_PASSWORD"] = ACCOUNT.password;
  assertDoubt(engine, "login-refused");
  assert.equal(logins() - tried, 1);
  assert.equal(engine.nodes[1]?.access, "refused");
});

test("is unknown when a password is not set", async () => {
  const { environment } = estate.app.settings;
  delete environment["LOOPBACK_PASSWORD"];
  const engine = await check();
  environment["LOOPBACK_PASSWORD"] = ACCOUNT.password;
  assertDoubt(engine, "credential-missing");
});

test("is unknown when the standby cannot be reached, and nothing is called missing", async () => {
  await withFault(
    () => standby,
    { resetConnection: { path: "*" } },
    (engine) => {
      assertDoubt(engine, "node-unreachable");
      assert.notEqual(engine.nodes[1]?.snapshot, null);
    },
  );
});

test("is unknown when the tickets cannot be read, which is not the same as no such ticket", async () => {
  await commitGoverned(estate, "tickets/export.json", () => "{ half");
  const engine = await check();
  await commitGoverned(estate, "tickets/export.json", () => JSON.stringify(emptyExport()));
  assertDoubt(engine, "ticket-source-unavailable");
});

test("is unknown when a policy file is malformed", async () => {
  await commitGoverned(estate, "policy/interfaces.yaml", () => "interfaces: [");
  const engine = await check();
  await commitGoverned(estate, "policy/interfaces.yaml", () => "interfaces: []\n");
  assertDoubt(engine, "policy-invalid");
});

test("is unknown when a waiver was approved by its own owner", async () => {
  const waiver = `waivers:
  - { id: w, artefact: {}, finding: "sha256:${"0".repeat(64)}", owner: A, approver: A, reason: r, granted: 2026-11-01, expires: 2026-11-09 }\n`;
  await commitGoverned(estate, "policy/waivers.yaml", () => waiver);
  const engine = await check();
  await commitGoverned(estate, "policy/waivers.yaml", () => "waivers: []\n");
  assertDoubt(engine, "policy-invalid");
});

test("cannot be asked for an estate that is malformed: the check says so and gives no verdict", async () => {
  let sound = "";
  await commitGoverned(estate, "estate.yaml", (text) => {
    sound = text;
    return `${text}\nunknownKey: 1\n`;
  });
  await assert.rejects(check(), { code: "estate-invalid" });
  await commitGoverned(estate, "estate.yaml", () => sound);
});

test("is unknown when the stored verdict has grown older than policy allows", async () => {
  assert.equal((await check()).readiness.verdict, "ready");
  assert.equal((await estate.app.ready("tie")).ready.verdict, "ready");
  clockAheadMs = 48 * 3_600_000;
  const { ready } = await estate.app.ready("tie");
  clockAheadMs = 0;
  assert.equal(ready.verdict, "unknown");
  assert.ok(ready.reasons.some(({ code }) => code === "snapshot-stale"));
});

test("is unknown when someone moved the baseline on main by hand", async () => {
  await commitGoverned(estate, "baselines/tie/manifest.jsonl", (text) => text.replace("PAS ADT In", "PAS ADT Inn"));
  assertDoubtWithBaseline(await check().catch((error: { code?: string }) => error.code));
});

function assertDoubtWithBaseline(result: EngineReport | string | undefined): void {
  if (typeof result === "string" || result === undefined) assert.equal(result, "store-unsound");
  else assertDoubt(result, "baseline-unproven");
}
