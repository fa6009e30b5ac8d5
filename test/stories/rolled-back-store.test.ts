import assert from "node:assert/strict";
import { rename } from "node:fs/promises";
import { after, afterEach, before, test } from "node:test";
import type { EngineReport } from "#schemas/check-report";
import type { ReadyReport } from "#schemas/ready-report";
import type { LockstepError } from "#services/core/errors";
import { commitGoverned } from "#test/fakes/estate-on-loopback";
import { gitAsOutsider } from "#test/fakes/git-as-outsider";
import { type Nights, startNights } from "#test/fakes/nights";

const LEDGER = "refs/heads/ledger";
const PRODUCTION = "refs/heads/observed/tie/tie-a";
const STANDBY = "refs/heads/observed/tie/tie-b";
const CHAIR = { actor: "C. Chair", reason: "the disk of the store was replaced" };

let nights: Nights;
/** References as they stood when the engine was ready, and as they stand after it was found not ready. */
let older: ReadonlyMap<string, string>;
let newer: ReadonlyMap<string, string>;

before(async () => {
  nights = await startNights({ policy: { policy: { mode: "enforce" } } });
  await nights.check();
  await nights.adopt();
  assert.equal((await nights.check()).readiness.verdict, "ready");
  older = await references();
  for (const node of [nights.primary, nights.standby])
    node.state.setConfigurationValue("pas-host", "other.hospital.test");
  nights.standby.state.setGlobalScript("Deploy", "return 2;");
  nights.pass(-11);
  assert.equal((await nights.check()).readiness.verdict, "not-ready");
  newer = await references();
});

afterEach(async () => {
  await setAll(newer);
  assert.equal((await checkAgain()).readiness.verdict, "not-ready", "what was brought back counts again");
  newer = await references();
});

after(() => nights[Symbol.asyncDispose]());

async function git(...args: string[]): Promise<string> {
  return await gitAsOutsider(nights.estate.storeDir, ...args);
}

async function references(): Promise<ReadonlyMap<string, string>> {
  const refs = [LEDGER, PRODUCTION, STANDBY];
  return new Map(
    await Promise.all(refs.map(async (ref): Promise<[string, string]> => [ref, await git("rev-parse", ref)])),
  );
}

async function setAll(refs: ReadonlyMap<string, string>): Promise<void> {
  for (const [ref, commit] of refs) await git("update-ref", ref, commit);
}

function at(refs: ReadonlyMap<string, string>, ref: string): string {
  return refs.get(ref) ?? "";
}

async function ready(): Promise<ReadyReport> {
  return (await nights.estate.app.ready("tie")).ready;
}

function codesOf({ reasons }: { readonly reasons: readonly { readonly code: string }[] }): string[] {
  return reasons.map(({ code }) => code);
}

async function problemsOfDoctor(): Promise<string[]> {
  const found = await nights.estate.app.diagnose();
  return found.filter(({ state }) => state === "failed").map(({ check }) => check);
}

const isRolledBack = (error: LockstepError): boolean => error.code === "ledger-rolled-back";

test("an old 'ready' does not come back when ledger and snapshots are set back to when it was true", async () => {
  await setAll(older);
  const answer = await ready();
  assert.equal(answer.verdict, "unknown");
  assert.ok(codesOf(answer).includes("ledger-rolled-back"), codesOf(answer).join());
  await assert.rejects(nights.check(), isRolledBack);
  assert.deepEqual(await references(), older, "nothing was written over it");
  assert.equal((await nights.estate.app.ledger.verify()).sound, false);
  assert.ok((await problemsOfDoctor()).includes("ledger"));
  nights.pass(-12);
});

test("an engine whose whole ledger but its beginning was taken away is unknown, and the answer says so", async () => {
  await git("update-ref", LEDGER, await git("rev-list", "--max-parents=0", LEDGER));
  const answer = await ready();
  assert.deepEqual([answer.verdict, codesOf(answer)], ["unknown", ["ledger-rolled-back", "never-read"]]);
});

test("a node whose snapshots were set back is unknown, and no new one is built on them", async () => {
  await git("update-ref", STANDBY, at(older, STANDBY));
  assert.ok(codesOf(await ready()).includes("store-unsound"));
  const report = await checkAgain();
  assert.ok(codesOf(report.readiness).includes("store-unsound"), codesOf(report.readiness).join());
  assert.equal(await git("rev-parse", STANDBY), at(older, STANDBY));
  assert.ok((await problemsOfDoctor()).includes("tie/tie-b: snapshots"));
});

test("a node whose snapshots were replaced by another node's is unknown", async () => {
  await git("update-ref", STANDBY, at(newer, PRODUCTION));
  assert.ok(codesOf(await ready()).includes("store-unsound"));
  assert.ok(codesOf((await checkAgain()).readiness).includes("store-unsound"));
});

test("a node whose snapshots were deleted is not taken for one that was never read", async () => {
  await git("update-ref", "-d", STANDBY);
  assert.ok(codesOf(await ready()).includes("store-unsound"));
  const report = await checkAgain();
  assert.notEqual(report.readiness.verdict, "ready");
  assert.ok(codesOf(report.readiness).includes("store-unsound"));
  assert.equal(await git("for-each-ref", STANDBY), "");
});

test("a policy that was withdrawn does not come back in force by setting main back", async () => {
  const withdrawn = await git("rev-parse", "main");
  await commitGoverned(nights.estate, "policy/policy.yaml", (text) => `${text}maxNodesApartMinutes: 30\n`);
  await checkAgain();
  const inForce = await git("rev-parse", "main");
  await git("update-ref", "refs/heads/main", withdrawn);
  assert.ok(codesOf(await ready()).includes("store-unsound"));
  for (const again of [1, 2]) {
    assert.ok(codesOf((await checkAgain()).readiness).includes("store-unsound"), `check ${again}`);
  }
  assert.ok((await problemsOfDoctor()).includes("main"));
  await git("update-ref", "refs/heads/main", inForce);
  newer = await references();
});

test("a snapshot that no record names yet, as a killed check leaves it, raises no alarm", async () => {
  const { ledgerMarkFolder: mark } = nights.estate.app.settings;
  await git("update-ref", LEDGER, at(older, LEDGER));
  await rename(mark, `${mark}.away`);
  const answer = await ready();
  await rename(`${mark}.away`, mark);
  assert.ok(!codesOf(answer).includes("store-unsound"), codesOf(answer).join());
  assert.ok(codesOf(answer).includes("rollback-not-checked"), "a machine without a mark says so");
});

test("there is no restore to accept where nothing was set back", async () => {
  await assert.rejects(nights.estate.app.acceptRestore(CHAIR), (error: LockstepError) => error.code === "usage");
});

test("an accepted restore is recorded, revives no old verdict, and still knows which server answered", async () => {
  // The last story of this file: the restored store is the one that counts from here on.
  await setAll(older);
  await git("update-ref", "-d", STANDBY);
  const { accepted, record } = await nights.estate.app.acceptRestore(CHAIR);
  assert.equal(accepted.length, 2, accepted.join("\n"));
  assert.deepEqual([record.type, record.actor, record.body["reason"]], ["restore-accepted", CHAIR.actor, CHAIR.reason]);
  const before = await ready();
  assert.deepEqual([before.verdict, [...new Set(codesOf(before))]], ["unknown", ["changed-since"]]);
  assert.match(before.reasons[0]?.message ?? "", /A restore from a backup was accepted/);

  const { state } = nights.standby;
  const known = state.serverId;
  state.serverId = "5a1c0000-0000-4000-8000-0000000000ff";
  const wrong = await checkAgain();
  state.serverId = known;
  assert.ok(codesOf(wrong.readiness).includes("wrong-server"), codesOf(wrong.readiness).join());

  assert.equal((await checkAgain()).readiness.verdict, "not-ready");
  assert.equal((await nights.estate.app.ledger.verify()).sound, true);
  newer = await references();
});

/** A check at about the time of the last one. */
async function checkAgain(): Promise<EngineReport> {
  nights.pass(-11.9);
  const report = await nights.check();
  for (const ref of [LEDGER, PRODUCTION]) newer = new Map([...newer, [ref, await git("rev-parse", ref)]]);
  return report;
}
