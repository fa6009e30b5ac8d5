import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { after, before, beforeEach, test } from "node:test";
import type { EngineReport } from "#schemas/check-report";
import { LockstepError } from "#services/core/errors";
import { createMirthConnector } from "#services/engines/mirth-connect/connector";
import { mirthConnectDialect } from "#services/engines/mirth-connect/dialect";
import type { Connector } from "#services/ports/connector";
import { ACCOUNT, commitGoverned, createLoopbackEstate, type LoopbackEstate } from "#test/fakes/estate-on-loopback";
import { type MirthSimulator, startMirthSimulator } from "#test/fakes/start-mirth-simulator";
import { SMALL_MODEL } from "#test/simulators/small-model";

const OBSERVED = "refs/heads/observed/tie/tie-b";

let primary: MirthSimulator;
let standby: MirthSimulator;
let estate: LoopbackEstate;
let good = "";
/** What happens while the standby is waited for, before it turns out to be stopped; default: it is read. */
let meanwhile: (() => void) | undefined;

before(async () => {
  primary = await startMirthSimulator({ model: SMALL_MODEL, account: ACCOUNT });
  const model = { ...SMALL_MODEL, serverId: "5a1c0000-0000-4000-8000-00000000000b" };
  standby = await startMirthSimulator({ model, account: ACCOUNT });
  const product = { connector: stoppedOnDemand(createMirthConnector()), dialect: mirthConnectDialect };
  const engine = { product: "mirth-connect", path: "/api", open: () => product };
  estate = await createLoopbackEstate({ primary, standby }, { engine, policy: { policy: { mode: "enforce" } } });
  const owner = "owner: Integration team";
  await commitGoverned(estate, "estate.yaml", (text) => text.replace(owner, `${owner}\n    standbyMode: cold`));
  await check();
  const { snapshot } = await estate.app.open("tie/tie-a");
  await adopt("primary", snapshot.digest);
  good = git("rev-parse", OBSERVED);
  standby.state.setGlobalScript("Deploy", "return 666;");
  assert.equal((await check()).readiness.verdict, "not-ready");
});

const drifted = { commit: "" };
beforeEach(() => {
  if (drifted.commit === "") drifted.commit = git("rev-parse", OBSERVED);
  git("update-ref", OBSERVED, drifted.commit);
});

after(async () => {
  await estate[Symbol.asyncDispose]();
  await Promise.all([primary.stop(), standby.stop()]);
});

function stoppedOnDemand(connector: Connector): Connector {
  return {
    ...connector,
    async *read(request) {
      if (meanwhile === undefined || request.node.id !== "tie-b") return yield* connector.read(request);
      meanwhile();
      throw new LockstepError("node-down", "tie-b refused the connection.");
    },
  };
}

async function check(): Promise<EngineReport> {
  const [engine] = (await estate.app.check(["tie"])).engines;
  assert.ok(engine);
  return engine;
}

function adopt(from: string, digest: string) {
  return estate.app.adopt({ engineId: "tie", from, digest, approver: "C. Chair", ticket: null, reviewed: true });
}

function git(...args: string[]): string {
  const person = ["-c", "user.name=m", "-c", "user.email=m@hospital.test"];
  return execFileSync("git", ["-C", estate.storeDir, ...person, ...args], { encoding: "utf8" }).trim();
}

/** Puts the snapshot of before the drift on top, dated now, as somebody could who has no key of Lockstep. */
function forge(): void {
  const message = git("log", "-1", "--format=%B", good).replace(
    /(Lockstep-Taken-At: ).*/,
    `$1${new Date(Date.now() - 1000).toISOString()}`,
  );
  git("update-ref", OBSERVED, git("commit-tree", `${good}^{tree}`, "-p", git("rev-parse", OBSERVED), "-m", message));
}

async function whileStopped(act: () => void): Promise<EngineReport> {
  meanwhile = act;
  try {
    return await check();
  } finally {
    meanwhile = undefined;
  }
}

test("a stopped standby is judged by the last snapshot that Lockstep signed", async () => {
  const engine = await whileStopped(() => undefined);
  assert.equal(engine.readiness.verdict, "not-ready");
});

test("is unknown when an unsigned snapshot was put on top while the standby was waited for", async () => {
  const engine = await whileStopped(forge);
  assert.equal(engine.readiness.verdict, "unknown");
  assert.ok(engine.readiness.reasons.some(({ code }) => code === "store-unsound"));
  assert.equal(engine.nodes[1]?.snapshot, null);
  assert.equal((await estate.app.ready("tie")).ready.verdict, "unknown");
});

test("is unknown when the snapshots were set back while the standby was waited for", async () => {
  const engine = await whileStopped(() => git("update-ref", OBSERVED, good));
  assert.equal(engine.readiness.verdict, "unknown");
  assert.ok(engine.readiness.reasons.some(({ code }) => code === "store-unsound"));
});

test("an unsigned snapshot is neither shown nor made the baseline", async () => {
  const { snapshot } = await estate.app.open("tie/tie-b");
  forge();
  await assert.rejects(estate.app.open("tie/tie-b"), { code: "store-unsound", message: /not signed/ });
  await assert.rejects(estate.app.open("tie/tie-b~1"), { code: "store-unsound" });
  await assert.rejects(adopt("tie-b", snapshot.digest), { code: "store-unsound" });
});

test("a snapshot of one node is not taken for another's, though it is signed", async () => {
  git("update-ref", OBSERVED, git("rev-parse", "refs/heads/observed/tie/tie-a"));
  await assert.rejects(estate.app.open("tie/tie-b"), { code: "store-unsound", message: /another node/ });
});
