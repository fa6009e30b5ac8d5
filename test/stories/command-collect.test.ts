import assert from "node:assert/strict";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { Run } from "#schemas/run";
import { mirthConnectDialect } from "#services/engines/mirth-connect/dialect";
import { rederiveRun } from "#services/jobs/check/rederive-run";
import { holdFolder } from "#services/queues/hold-folder";
import { openEstateRepository } from "#services/stores/git/open-estate-repository";
import { openLedger } from "#services/stores/ledger/open-ledger";
import { openTicketStore } from "#services/stores/tickets/open-ticket-store";
import { type CollectorStage, createCollectorStage, loseData } from "#test/fakes/collector-stage";
import { commitGoverned } from "#test/fakes/estate-on-loopback";
import { killCommand } from "#test/fakes/start-command-line";
import { SMALL_MODEL } from "#test/simulators/small-model";

const STANDBY_ID = "5a1c0000-0000-4000-8000-00000000000b";
const STAGE = { model: SMALL_MODEL, standbyModel: { ...SMALL_MODEL, serverId: STANDBY_ID } };

test("a service without a way to the engines judges what a collector read and signed", async () => {
  await using stage = await createCollectorStage(STAGE);
  const { app } = stage.estate;
  const asked = stage.primary.requests.length + stage.standby.requests.length;
  const before = await app.check(["tie"]);
  const [reason] = before.engines[0]?.readiness.reasons ?? [];
  assert.deepEqual([reason?.code, reason?.verdict], ["nothing-collected", "unknown"]);
  await app.diagnose();
  assert.equal(stage.primary.requests.length + stage.standby.requests.length, asked, "the service connected by itself");

  assert.equal((await stage.collect()).code, 0);
  await stage.work();
  await adopt(stage);
  assert.equal((await stage.collect()).code, 0);
  await stage.work();
  const { report } = await app.ready("tie");
  assert.equal(report?.readiness.verdict, "ready", JSON.stringify(report?.readiness.reasons));

  stage.standby.state.setConfigurationValue("pas-host", "elsewhere.hospital.test");
  assert.equal((await stage.collect()).code, 0);
  await stage.work();
  const drifted = (await app.ready("tie")).report;
  assert.deepEqual(
    drifted?.findings.map((finding) => [finding.case, finding.artefact.kind]),
    [["standby-behind", "configuration-map"]],
  );
  await derivesAgain(stage);
});

test("three nights without the service: every look is kept, handed in in order, and judged by itself", async () => {
  await using stage = await createCollectorStage(STAGE);
  assert.equal((await stage.collect()).code, 0);
  await stage.work();
  await adopt(stage);
  await stage.down();
  for (const value of ["one.hospital.test", "pas.hospital.test", "three.hospital.test"]) {
    stage.standby.state.setConfigurationValue("pas-host", value);
    const night = await stage.collect();
    assert.equal(night.code, 1, night.stderr);
    assert.match(night.stderr, /kept here until the service takes them/);
  }
  assert.equal((await stage.spool()).length, 3);
  await stage.up();
  const back = await stage.collect();
  assert.equal(back.code, 0, back.stderr);
  assert.deepEqual(await stage.spool(), []);
  await stage.work();
  // A job that is done twice judges the last look again: what counts is that each look was judged.
  const sequenceOf = (run: Run | undefined): number | undefined => run?.engines[0]?.collected?.sequence;
  const all = [...(await runsOf(stage))].reverse();
  const runs = all.filter((run, index) => sequenceOf(run) !== sequenceOf(all[index - 1]));
  const looks = runs.map(({ engines }) => engines[0]?.looks.find(({ nodeId }) => nodeId === "tie-b"));
  assert.equal(looks.length, 5, "the first, three nights, and the one that came back");
  const taken = looks.map((look) => look?.takenAt ?? "");
  assert.deepEqual(taken, [...new Set(taken)].sort(), "each look is of its own night, in order");
  assert.deepEqual(
    runs.map(({ engines }) => engines[0]?.findings),
    [0, 1, 0, 1, 1],
  );
  await derivesAgain(stage);
});

test("where a collector's disk may hold no more looks, the record says how many had to make room", async () => {
  await using stage = await createCollectorStage(STAGE);
  await stage.down();
  const plan = join(stage.folder, "data", "plan.json");
  await writeFile(plan, (await readFile(plan, "utf8")).replace(/"spoolLooks":\d+/, '"spoolLooks":1'));
  for (let night = 0; night < 3; night += 1) assert.equal((await stage.collect()).code, 1);
  assert.equal((await stage.spool()).length, 1);
  await stage.up();
  assert.equal((await stage.collect()).code, 0);
  let looks = 0;
  for await (const { body } of stage.estate.app.ledger.records({ type: "collected" })) {
    looks += (body["dropped"] as { looks: number } | undefined)?.looks ?? 0;
  }
  assert.equal(looks, 2, "each loss is told, and none of them twice");
});

test("nothing is read in a way that nobody at the collector agreed to, and the service is told so", async () => {
  await using stage = await createCollectorStage({ ...STAGE, agreed: false });
  const first = await stage.collect();
  assert.equal(first.code, 2);
  assert.match(first.stderr, /plan-not-agreed/);
  assert.deepEqual(stage.primary.requests, []);
  await stage.work();
  const { report } = await stage.estate.app.ready("tie");
  assert.equal(report?.readiness.reasons[0]?.code, "plan-not-agreed");
  const shown = await stage.collect(["agree"]);
  assert.equal(shown.code, 2);
  assert.match(shown.stdout, /NOT AGREED TO YET[\s\S]*passwordEnv: LOOPBACK_PASSWORD/);
  const [digest = ""] = /sha256:[0-9a-f]{64}/.exec(shown.stdout) ?? [];
  const other = `sha256:${"0".repeat(64)}`;
  assert.match((await stage.collect(["agree", "--digest", other])).stderr, /digest-mismatch/);
  assert.equal((await stage.collect(["agree", "--digest", digest])).code, 0);
  assert.equal((await stage.collect()).code, 0);

  // Whoever governs the estate sends the password of one node to another machine.
  const before = stage.standby.requests.length;
  await commitGoverned(stage.estate, "estate.yaml", (text) => text.replace(stage.primary.url, stage.standby.url));
  const redirected = await stage.collect();
  assert.equal(redirected.code, 2);
  assert.match(redirected.stderr, /tie\/tie-a was not read whole.*plan-not-agreed/);
  const perPass = stage.standby.requests.length - before;
  assert.ok(perPass > 0, "the other node is read as before");
  assert.equal(stage.standby.requests.filter(([, path]) => path.endsWith("/_login")).length, 2);
});

test("killed at any moment, a collector loses nothing that it kept, and goes on", async () => {
  await using stage = await createCollectorStage(STAGE);
  await stage.down();
  const kept = new Set<string>();
  for (const ms of [700, 1500, 2300, 3100, 4000]) {
    const started = stage.start();
    await sleep(ms);
    killCommand(started, "with its children");
    await started.ended;
    for (const name of kept) assert.ok((await stage.spool()).includes(name), `${name} was lost`);
    for (const name of await stage.spool()) if (name.endsWith(".json")) kept.add(name);
  }
  assert.equal((await stage.collect()).code, 1);
  const waiting = (await stage.spool()).filter((name) => name.endsWith(".json")).length;
  assert.ok(waiting > kept.size);
  await stage.up();
  const back = await stage.collect();
  assert.equal(back.code, 0, back.stderr);
  assert.match(back.stderr, new RegExp(`${waiting + 1} looks handed in`));
  assert.deepEqual(
    (await stage.spool()).filter((name) => name.endsWith(".json")),
    [],
  );
});

test("two collectors with one data folder keep each other out", async () => {
  await using stage = await createCollectorStage(STAGE);
  const folder = join(stage.folder, "data", "hold");
  await mkdir(folder, { recursive: true });
  const hold = await holdFolder(folder);
  const second = await stage.collect();
  assert.equal(second.code, 2);
  assert.match(second.stderr, /collector-busy/);
  await hold.release();
  assert.equal((await stage.collect()).code, 0);
});

test("a collector whose disk was lost hands in again, and only what the service does not hold travels", async () => {
  await using stage = await createCollectorStage(STAGE);
  assert.equal((await stage.collect()).code, 0);
  await loseData(stage);
  const before = new Set(await stage.shelf());
  const again = await stage.collect();
  assert.equal(again.code, 0, again.stderr);
  const sent = (await stage.shelf()).filter((name) => !before.has(name));
  assert.ok(sent.length <= 2, "for each node the list of what was read, and not a single artefact");
  await stage.work();
  assert.equal((await runsOf(stage))[0]?.engines[0]?.looks[0]?.problems.length, 0);
});

test("as a service a collector makes one pass after the other, and ends in order", async () => {
  await using stage = await createCollectorStage(STAGE);
  const started = stage.start(["--every", "10s"]);
  await started.said("1 look handed in");
  started.child.kill("SIGTERM");
  const { code, stderr } = await started.ended;
  assert.equal(code, 0, stderr);
  assert.equal(stage.asked.length, 1);
});

test("a command line that says nothing of a service is a usage error", async () => {
  await using stage = await createCollectorStage(STAGE);
  const { code, stderr } = await stage.collect(["--file", "/nowhere/collector.yaml"]);
  assert.equal(code, 64, stderr);
  assert.equal((await stage.collect(["--every", "often"])).code, 64);
  assert.equal((await stage.collect([], { EDGE_TOKEN: "" })).code, 2);
});

async function adopt({ estate }: CollectorStage): Promise<void> {
  const { snapshot } = await estate.app.open("tie/tie-a");
  const approval = { approver: "Mo Banks", ticket: null, reviewed: true };
  await estate.app.adopt({ engineId: "tie", from: "tie-a", digest: snapshot.digest, ...approval });
}

/** Newest first. */
async function runsOf({ estate }: CollectorStage): Promise<readonly Run[]> {
  const runs: Run[] = [];
  for await (const { body } of estate.app.ledger.records({ type: "run" })) runs.push(body as Run);
  return runs;
}

async function derivesAgain(stage: CollectorStage): Promise<void> {
  const { storeDir: gitDir, signingKeyFile } = stage.estate.app.settings;
  const context = { gitDir, signingKeyFile, now: () => new Date() };
  const ledger = openLedger(context);
  const repository = openEstateRepository(context, ledger);
  const ticketStore = openTicketStore(context, ledger);
  const rederive = { repository, ledger, ticketStore, dialectOf: () => mirthConnectDialect };
  for (const run of await runsOf(stage)) {
    for (const engineRun of run.engines) {
      assert.ok((await rederiveRun({ run, engineRun }, rederive)).same, `${run.at} does not derive again`);
    }
  }
}
