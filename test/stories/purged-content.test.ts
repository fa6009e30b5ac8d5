import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { EngineReport } from "#schemas/check-report";
import type { LockstepError } from "#services/core/errors";
import { mirthConnectDialect } from "#services/engines/mirth-connect/dialect";
import { type RederivedRun, rederiveRun } from "#services/jobs/check/rederive-run";
import { bodyOfRun } from "#services/jobs/look/look-history";
import { openEstateRepository } from "#services/stores/git/open-estate-repository";
import { openTicketStore } from "#services/stores/tickets/open-ticket-store";
import { commitGoverned } from "#test/fakes/estate-on-loopback";
import { findingOn, type Nights, startNights } from "#test/fakes/nights";

const LETTERS = "Discharge letters";
const WHY = { reason: "a password in clear", actor: "Ada Example" };

let nights: Nights;
let path: string;

/** Two equal nodes, ready since the baseline was adopted. The tests are one story, in order. */
before(async () => {
  nights = await startNights({ policy: { policy: { mode: "enforce" } } });
  await commitGoverned(
    nights.estate,
    "policy/interfaces.yaml",
    () =>
      `interfaces:\n  - { match: { name: "Discharge*" }, tier: 2, flow: Letters, owner: Letters team }\n  - { match: { name: "*ADT*" }, tier: 1, flow: ADT, owner: ADT team }\n`,
  );
  await nights.check();
  await nights.adopt();
  assert.equal((await nights.check()).readiness.verdict, "ready");
  const { snapshot } = await nights.estate.app.open("tie/tie-a");
  path = snapshot.entries.find(({ name }) => name === LETTERS)?.path ?? "";
});

after(() => nights[Symbol.asyncDispose]());

function editBoth(from: string, to: string): void {
  for (const node of [nights.primary, nights.standby]) {
    node.state.editChannel(LETTERS, from, to, { by: "j.okafor" });
    node.state.deployChannel(LETTERS, { by: "j.okafor" });
  }
}

async function assertChainSound(): Promise<void> {
  assert.equal((await nights.estate.app.ledger.verify()).sound, true);
}

function purgedIn({ readiness }: EngineReport): { message: string; owner: string; action: string }[] {
  return readiness.reasons.filter(({ code }) => code === "content-purged");
}

/** Every recorded run, derived again, oldest first. */
async function rederiveAll(): Promise<RederivedRun[]> {
  const { ledger, settings } = nights.estate.app;
  const { storeDir: gitDir, signingKeyFile } = settings;
  const repository = openEstateRepository({ gitDir, signingKeyFile, now: nights.now }, ledger);
  const ticketStore = openTicketStore({ gitDir, signingKeyFile, now: nights.now }, ledger);
  const derived: RederivedRun[] = [];
  for await (const record of ledger.records({ type: "run" })) {
    const run = bodyOfRun(record);
    for (const engineRun of run.engines) {
      derived.unshift(
        await rederiveRun(
          { run, engineRun },
          { repository, ledger, ticketStore, dialectOf: () => mirthConnectDialect },
        ),
      );
    }
  }
  return derived;
}

test("a purge that touches nothing but history leaves the verdict and every run that did not open it as they were", async () => {
  editBoth("/letters", "/letters-of-october");
  await nights.check();
  editBoth("/letters-of-october", "/letters");
  await nights.check();
  const before = await rederiveAll();
  assert.deepEqual(
    before.map(({ same }) => same),
    before.map(() => true),
  );
  const old = await nights.estate.app.open("tie/tie-a~1");
  const [files = []] = (await old.load([path])).values();
  const leak = files.find(({ bytes }) => Buffer.from(bytes).includes("letters-of-october"));
  assert.ok(leak);
  const { blobId } = await import("#services/stores/git/purged-content");
  await nights.estate.app.purge({ blob: blobId(leak.bytes), ...WHY });
  assert.equal((await nights.estate.app.ready("tie")).ready.verdict, "ready");
  const after = await rederiveAll();
  assert.deepEqual(
    after.filter(({ same }) => !same).map(({ purged }) => purged.map(({ artefact }) => artefact.name)),
    [[LETTERS]],
    "only the run that saw the purged content cannot be derived again, and it says why",
  );
  assert.equal((await nights.check()).readiness.verdict, "ready");
  await assertChainSound();
});

test("after a purge the last verdict names what it rested on, and no recorded 'not ready' becomes better by it", async () => {
  nights.standby.state.editChannel(LETTERS, "/letters", "/letters-elsewhere", { by: "j.okafor" });
  assert.equal((await nights.check()).readiness.verdict, "not-ready");
  await nights.estate.app.purge({ engineId: "tie", path, ...WHY });
  const { ready, report } = await nights.estate.app.ready("tie");
  assert.equal(ready.verdict, "not-ready");
  const [first] = ready.reasons;
  assert.equal(first?.code, "content-purged");
  assert.match(first?.message ?? "", /'not-ready' was recorded and cannot be derived again/);
  assert.ok(report !== undefined && purgedIn(report).length > 0);
  assert.ok(!ready.reasons.some(({ code }) => code === "ledger-broken" || code === "store-unsound"));
  await assertChainSound();
});

test("content that the nodes still hold is not stored again, and is in lockstep by its digest alone", async () => {
  nights.standby.state.editChannel(LETTERS, "/letters-elsewhere", "/letters", { by: "j.okafor" });
  nights.standby.state.deployChannel(LETTERS, { by: "j.okafor" });
  const report = await nights.check();
  assert.deepEqual([report.readiness.verdict, report.findings], ["ready", []]);
});

test("what changed in a channel that the baseline was purged of is unknown, and all else is judged", async () => {
  editBoth("/letters", "/letters-mended");
  nights.standby.state.setConfigurationValue("pas-host", "other.hospital.test");
  const report = await nights.check();
  const [reason, ...others] = purgedIn(report);
  assert.deepEqual(others, []);
  assert.match(reason?.message ?? "", /approved baseline.*channel 'Discharge letters'.*purged/);
  assert.match(reason?.action ?? "", /lockstep baseline adopt tie/);
  assert.equal(reason?.owner, "Letters team");
  assert.equal(findingOn(report, LETTERS), undefined);
  assert.equal(findingOn(report, "pas-host")?.case, "standby-behind");
  assert.equal(report.readiness.verdict, "not-ready");
  nights.standby.state.setConfigurationValue("pas-host", "pas.hospital.test");
  const { readiness } = await nights.check();
  assert.equal(readiness.verdict, "unknown");
  assert.deepEqual([readiness.byFlow["Letters"]?.verdict, readiness.byFlow["ADT"]?.verdict], ["unknown", "ready"]);
});

test("a comparison that would need purged content could not be told, and says why", async () => {
  const compare = (a: string, b: string): Promise<unknown> =>
    nights.estate.app.compare(a, b, { product: "mirth-connect" });
  await assert.rejects(compare("tie/baseline", "tie/tie-a"), ({ code, message }: LockstepError) => {
    assert.match(message, /discharge-letters.*'tie\/baseline'.*purged/);
    return code === "content-purged";
  });
  await compare("tie/tie-a", "tie/tie-b");
});

test("a new baseline ends what a purge made unknown", async () => {
  await nights.adopt();
  assert.equal((await nights.check()).readiness.verdict, "ready");
  await assertChainSound();
});

test("one purged file of a channel is no change of its script", async () => {
  await nights.estate.app.purge({ engineId: "tie", path: `${path}/channel.json`, ...WHY });
  nights.standby.state.editChannel(LETTERS, "/letters-mended", "/letters-of-december", { by: "j.okafor" });
  const report = await nights.check();
  assert.equal(findingOn(report, LETTERS), undefined);
  assert.equal(purgedIn(report).length, 2, "baseline and production hold it no more");
});
