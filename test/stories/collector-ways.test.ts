import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { join } from "node:path";
import { test } from "node:test";
import { parse, stringify } from "yaml";
import { isPurged } from "#services/core/artefact/is-purged";
import { openCollector } from "#services/running/collector/open-collector";
import { readCollectorSettings } from "#services/running/collector/read-collector-settings";
import { listenOnLoopback } from "#services/simulators/wire/listen-on-loopback";
import { type CollectorStage, createCollectorStage, loseData, TOKEN } from "#test/fakes/collector-stage";
import { ACCOUNT, commitGoverned } from "#test/fakes/estate-on-loopback";
import { SMALL_MODEL } from "#test/simulators/small-model";

const STAGE = {
  model: SMALL_MODEL,
  standbyModel: { ...SMALL_MODEL, serverId: "5a1c0000-0000-4000-8000-00000000000b" },
};

test("the service is reached over TLS by a pinned certificate or a private authority, and by no other", async () => {
  await using stage = await createCollectorStage(STAGE);
  const front = await listenOnLoopback(
    (asked, answer) => {
      const { method = "GET", headers, url = "/" } = asked;
      const behind = request(`${stage.url()}${url}`, { method, headers }, (said) => {
        answer.writeHead(said.statusCode ?? 502, said.headers);
        said.pipe(answer);
      });
      asked.pipe(behind);
    },
    { commonName: "lockstep.hospital.test" },
  );
  try {
    await writeFile(join(stage.folder, "authority.pem"), front.caPem);
    await setFile(stage, { server: front.url });
    const untrusted = await stage.collect();
    assert.equal(untrusted.code, 1);
    assert.match(untrusted.stderr, /certificate-untrusted/);
    await setFile(stage, { server: front.url, tls: { fingerprint: `${"00:".repeat(31)}00` } });
    assert.match((await stage.collect()).stderr, /another certificate than the pinned one/);
    await setFile(stage, { server: front.url, tls: { fingerprint: front.fingerprint } });
    const pinned = await stage.collect();
    assert.equal(pinned.code, 0, pinned.stderr);
    assert.match(pinned.stderr, /3 looks handed in/);
    await setFile(stage, {
      server: front.url,
      tls: { caFile: "authority.pem", serverName: "lockstep.hospital.test" },
    });
    const byAuthority = await stage.collect();
    assert.equal(byAuthority.code, 0, byAuthority.stderr);
  } finally {
    await front.stop();
  }
});

test("a token never crosses a network in clear", async () => {
  await using stage = await createCollectorStage(STAGE);
  const { code, stderr } = await stage.collect(["--server", "http://lockstep.hospital.test"]);
  assert.equal(code, 2);
  assert.match(stderr, /would travel in clear/);
});

test("a collector whose clock is ahead hands in nothing that would stay fresh too long; of one that is behind it is told", async () => {
  await using stage = await createCollectorStage(STAGE);
  const environment = { ...process.env, EDGE_TOKEN: TOKEN, LOOPBACK_PASSWORD: ACCOUNT.password };
  const settings = readCollectorSettings({ cwd: stage.folder, environment, file: "collector.yaml" });
  const shifted = (minutes: number) => openCollector(settings, { now: () => new Date(Date.now() + minutes * 60_000) });
  const ahead = await shifted(5).pass();
  assert.deepEqual([ahead.sent, ahead.waiting, ahead.held?.code], [0, 1, "collector-clock"]);
  await stage.work();
  assert.equal(stage.asked.length, 0);
  const behind = await createCollectorStage(STAGE);
  try {
    const own = readCollectorSettings({ cwd: behind.folder, environment, file: "collector.yaml" });
    const outcome = await openCollector(own, { now: () => new Date(Date.now() - 10 * 60_000) }).pass();
    assert.equal(outcome.sent, 1);
    await behind.work();
    const { report } = await behind.estate.app.ready("tie");
    const reasons = report?.readiness.reasons.map(({ code, verdict }) => [code, verdict]);
    assert.deepEqual(reasons?.[0], ["collector-clock", "unknown"]);
  } finally {
    await behind[Symbol.asyncDispose]();
  }
});

test("a collector that has nothing to read says so, and is no success", async () => {
  await using stage = await createCollectorStage(STAGE);
  await commitGoverned(stage.estate, "estate.yaml", (text) => text.replace(/ {4}collector: edge-1\n/, ""));
  const { code, stderr } = await stage.collect();
  assert.equal(code, 2);
  assert.match(stderr, /gives this collector no engine to read/);
});

test("what was purged at the service is on no shelf any more, and does not come back with the next look", async () => {
  await using stage = await createCollectorStage(STAGE);
  const { app } = stage.estate;
  assert.equal((await stage.collect()).code, 0);
  const { snapshot } = await app.open("tie/tie-b");
  const path = snapshot.entries.find(({ name }) => name === "ADT to LIMS")?.path ?? "";
  await app.purge({ engineId: "tie", path, actor: "Mo Banks", reason: "it was never meant to be read" });
  assert.deepEqual(await stage.shelf(), []);
  // The collector knows nothing of it, and reads it again.
  stage.standby.state.setConfigurationValue("pas-host", "elsewhere.hospital.test");
  const next = await stage.collect();
  assert.equal(next.code, 0, next.stderr);
  const stored = await app.open("tie/tie-b");
  const files = (await stored.load([path])).get(path) ?? [];
  assert.ok(isPurged(files));
  await loseData(stage);
  assert.equal((await stage.collect()).code, 0);
  assert.ok(isPurged((await (await app.open("tie/tie-b")).load([path])).get(path) ?? []));
  assert.equal((await app.ledger.verify()).sound, true);
});

async function setFile({ folder }: CollectorStage, changes: Readonly<Record<string, unknown>>): Promise<void> {
  const file = join(folder, "collector.yaml");
  const before = parse(await readFile(file, "utf8")) as object;
  await writeFile(file, stringify({ ...before, tls: undefined, ...changes }));
}
