import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import type { EngineReport } from "#schemas/check-report";
import { type App, openApp } from "#services/app";
import { settingsFor } from "#services/config";
import { ACCOUNT, createLoopbackEstate, type LoopbackEstate } from "#test/fakes/estate-on-loopback";
import { startMirthSimulator } from "#test/fakes/start-mirth-simulator";
import { SMALL_MODEL } from "#test/simulators/small-model";

const WRONG = "not-the-password-7391";

let primary: Awaited<ReturnType<typeof startMirthSimulator>>;
let standby: typeof primary;
let estate: LoopbackEstate;
let aheadMs: number;

const now = (): Date => new Date(Date.now() + aheadMs);

beforeEach(async () => {
  aheadMs = 0;
  const common = { account: ACCOUNT, retryLimit: 3 };
  primary = await startMirthSimulator({ model: SMALL_MODEL, ...common });
  standby = await startMirthSimulator({
    model: { ...SMALL_MODEL, serverId: "5a1c0000-0000-4000-8000-00000000000b" },
    ...common,
  });
  estate = await createLoopbackEstate({ primary, standby }, { now });
});

afterEach(async () => {
  await estate[Symbol.asyncDispose]();
  await Promise.all([primary.stop(), standby.stop()]);
});

/** The next run: another process, hours later. */
async function nextRun(password: string): Promise<App> {
  aheadMs += 24 * 3_600_000;
  return await openApp(settingsFor(estate.folder, { ...process.env, LOOPBACK_PASSWORD: password }), now);
}

async function check(password: string): Promise<EngineReport> {
  const [report] = (await (await nextRun(password)).check([])).engines;
  assert.ok(report);
  return report;
}

function loginsOf({ requests }: typeof primary): number {
  return requests.filter(([method, path]) => method === "POST" && path.endsWith("/users/_login")).length;
}

test("a refused password is offered once, not again by every later run, and the verdict says what to do", async () => {
  for (let run = 1; run <= 5; run++) {
    const { readiness, nodes } = await check(WRONG);
    assert.equal(readiness.verdict, "unknown");
    assert.deepEqual(
      nodes.map(({ access }) => access),
      ["refused", "refused"],
    );
    assert.ok(readiness.reasons.some(({ code }) => code === "login-refused"));
    if (run === 1) continue;
    const reason = readiness.reasons.find(({ code }) => code === "login-refused");
    assert.match(reason?.message ?? "", /was not tried again.*LOOPBACK_PASSWORD.*lockstep doctor/);
  }
  assert.deepEqual([loginsOf(primary), loginsOf(standby)], [1, 1]);
});

test("another password is tried at once, and forgets the refusal when it is right", async () => {
  await check(WRONG);
  assert.deepEqual(
    (await check(ACCOUNT.password)).nodes.map(({ access }) => access),
    ["ok", "ok"],
  );
  await check(WRONG);
  assert.equal(loginsOf(primary), 3);
});

test("'lockstep doctor' tries the same password once more, because a person asks", async () => {
  await check(WRONG);
  const found = await (await nextRun(WRONG)).diagnose();
  assert.equal(found.find(({ check: what }) => what === "tie/tie-b: login")?.state, "failed");
  await check(WRONG);
  assert.equal(loginsOf(standby), 2);
});

test("a password that only doctor has tried is remembered as refused too", async () => {
  await (await nextRun(WRONG)).diagnose();
  await check(WRONG);
  assert.deepEqual([loginsOf(primary), loginsOf(standby)], [1, 1]);
});

test("what is kept of a refused login is neither the password nor a plain digest of it", async () => {
  await check(WRONG);
  const folder = join(estate.folder, ".lockstep", "refused-logins");
  const texts = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name), "utf8")));
  assert.equal(texts.length, 2);
  for (const text of texts) {
    assert.doesNotMatch(text, new RegExp(`${WRONG}|${ACCOUNT.username}`));
    assert.match(text, /"credential":"digest:k[0-9a-f]+:[0-9a-f]{32}"/);
  }
});
