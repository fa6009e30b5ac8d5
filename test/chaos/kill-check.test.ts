import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { CheckReport } from "#schemas/check-report";
import { openApp } from "#services/app";
import { settingsFor } from "#services/config";
import { assertSoundStore, assertWholeSnapshot, recordedRuns } from "#test/fakes/assert-sound-store";
import { createLoopbackEstate, type LoopbackEstate } from "#test/fakes/estate-on-loopback";
import { gitAsOutsider } from "#test/fakes/git-as-outsider";
import { chooseSeed, oneOf, type Random, seededRandom } from "#test/fakes/seeded-random";
import { type SimulatedPair, startSimulatedPair } from "#test/fakes/simulated-pair";
import { type CommandOutcome, killCommand, startCommandLine } from "#test/fakes/start-command-line";

const KILLS = Number(process.env["LOCKSTEP_CHAOS_KILLS"] ?? "50");
const ADOPTIONS = 5;
const INITS = 8;
const CHECK = ["check", "--json"];
/** Before a check says that it reads, nothing is written: those moments would only be spent on loading. */
const BEGINNINGS = ["reading tie-a", "reading tie-b"];
const NODES = ["tie-a", "tie-b"];

test(`loses no recorded run when a check is killed ${KILLS} times at random moments, and the next check is right`, async (t) => {
  const random = seededRandom(chooseSeed(t));
  await using pair = await startSimulatedPair();
  await using estate = await createLoopbackEstate(pair, { policy: { policy: { mode: "enforce" } } });
  await approve(estate);
  const promised = runsIn(await runToEnd(estate, CHECK));
  const livesMs = new Map(BEGINNINGS.map((beginning) => [beginning, 500]));
  let killed = 0;
  for (let kill = 0; kill < KILLS; kill++) {
    changeSomething(pair, kill);
    const from = oneOf(BEGINNINGS, random);
    const lifeMs = livesMs.get(from) ?? 0;
    const outcome = await runAndKill(estate, CHECK, { from, afterMs: random() * lifeMs, random });
    if (outcome.code === null) killed += 1;
    // How long a check lives is found out on the way, so that some die at the very end and a few live.
    livesMs.set(from, outcome.code === null ? lifeMs * 1.15 : outcome.tookMs);
    promised.push(...runsIn(outcome));
    await assertSoundStore(estate.app, `after kill ${kill}`);
    await assertNewestIsWhole(estate, `after kill ${kill}`);
  }
  t.diagnostic(`${killed} of ${KILLS} checks were killed before they ended, ${promised.length} runs were acknowledged`);
  assert.ok(killed > 0);

  await assertNextCheckIsRight(estate, pair);
  const recorded = new Set(await recordedRuns(estate.app));
  assert.deepEqual(
    promised.filter((runId) => !recorded.has(runId)),
    [],
  );
  assert.equal((await estate.app.ledger.verify()).sound, true);
  for (const node of NODES) await assertHistoryIsWhole(estate, node);
});

test("an adoption that is killed is either proven or unproven, and adopting again mends it", async (t) => {
  const random = seededRandom(chooseSeed(t));
  await using pair = await startSimulatedPair();
  await using estate = await createLoopbackEstate(pair);
  let lifeMs = 0;
  for (let kill = 0; kill <= ADOPTIONS; kill++) {
    changeSomething(pair, 2 * kill);
    const [engine] = (await estate.app.check([])).engines;
    const doubts = engine?.readiness.reasons.filter(({ code }) => code.includes("baseline")) ?? [];
    assert.deepEqual(
      doubts.map(({ code }) => code),
      kill === 0 ? ["no-baseline"] : [],
    );
    const { snapshot } = await estate.app.open("tie/tie-a");
    const adopt = ["baseline", "adopt", "tie", "--from", "primary", "--digest", snapshot.digest];
    const args = [...adopt, "--approver", "C. Chair"];
    if (kill > 0) {
      await runAndKill(estate, args, { afterMs: random() * lifeMs, random });
      await assertSoundStore(estate.app, `after kill ${kill}`);
      await assertWholeSnapshot(await estate.app.open("tie/baseline"), `baseline after kill ${kill}`);
    }
    const again = await runToEnd(estate, args);
    assert.equal(again.code, 0, again.stderr);
    lifeMs = again.tookMs;
  }
  assert.equal((await estate.app.ledger.verify()).sound, true);
});

test("an estate whose making was killed is finished by making it again", async (t) => {
  const random = seededRandom(chooseSeed(t));
  await using pair = await startSimulatedPair();
  await using parent = await createLoopbackEstate(pair);
  const whole = await runToEnd(parent, ["init", `${parent.folder}-whole`]);
  assert.equal(whole.code, 0, whole.stderr);
  for (let kill = 0; kill < INITS; kill++) {
    const folder = `${parent.folder}-${kill}`;
    await runAndKill(parent, ["init", folder], { afterMs: random() * whole.tookMs, random });
    const again = await runToEnd(parent, ["init", folder]);
    const isFinished = again.code === 64 && again.stderr.includes("is not empty");
    assert.ok(again.code === 0 || isFinished, `kill ${kill}: ${again.code} ${again.stderr}`);
    const app = await openApp(settingsFor(folder, {}));
    await assertSoundStore(app, `after kill ${kill}`);
    assert.equal((await app.ledger.verify()).sound, true);
    assert.deepEqual((await app.validate("folder")).problems, (await app.validate("main")).problems);
    assert.equal(
      await gitAsOutsider(`${folder}/.git`, "rev-parse", "HEAD"),
      await gitAsOutsider(app.settings.storeDir, "rev-parse", "main"),
    );
    const status = await gitAsOutsider(`${folder}/.git`, `--work-tree=${folder}`, "status", "--porcelain");
    assert.equal(status, "", `after kill ${kill}`);
  }
});

interface TimedOutcome extends CommandOutcome {
  readonly tookMs: number;
}

async function runToEnd(estate: LoopbackEstate, args: readonly string[]): Promise<TimedOutcome> {
  return await runAndKill(estate, args);
}

interface Kill {
  /** What the command says on stderr when its time begins. Default: its start. */
  readonly from?: string;
  readonly afterMs: number;
  readonly random: Random;
}

/** Runs a command and kills it, with its children or without. */
async function runAndKill(
  { folder, app }: LoopbackEstate,
  args: readonly string[],
  kill?: Kill,
): Promise<TimedOutcome> {
  const command = startCommandLine(["--estate", folder, ...args], app.settings.environment);
  if (kill?.from !== undefined) await command.said(kill.from);
  const began = performance.now();
  if (kill !== undefined) {
    await Promise.race([sleep(kill.afterMs), command.ended]);
    killCommand(command, kill.random() < 0.5 ? "alone" : "with its children");
  }
  const outcome = await command.ended;
  return { ...outcome, tookMs: performance.now() - began };
}

/** What a killed check has said is said: half a report that names its run counts. */
function runsIn({ stdout }: CommandOutcome): string[] {
  const found = /"runId": "([0-9a-f-]{36})"/.exec(stdout)?.[1];
  return found === undefined ? [] : [found];
}

/** Each check finds something to write, on one node or on both. */
function changeSomething({ primary, standby }: SimulatedPair, round: number): void {
  primary.state.setConfigurationValue("pas-host", `pas-${round}.hospital.test`);
  if (round % 2 === 0) standby.state.setConfigurationValue("pas-host", `pas-${round}.hospital.test`);
  if (round % 3 === 0) {
    for (let each = 0; each < 20; each++) primary.state.setConfigurationValue(`key-${each}`, `value ${round} ${each}`);
  }
  if (round % 5 === 0) standby.state.setGlobalScript("Deploy", `// ${round}\nreturn;`);
}

async function approve(estate: LoopbackEstate): Promise<void> {
  await estate.app.check([]);
  const { snapshot } = await estate.app.open("tie/tie-a");
  const approval = { approver: "C. Chair", ticket: null, reviewed: true };
  await estate.app.adopt({ engineId: "tie", from: "primary", digest: snapshot.digest, ...approval });
}

async function assertNewestIsWhole({ app }: LoopbackEstate, when: string): Promise<void> {
  for (const node of NODES) await assertWholeSnapshot(await app.open(`tie/${node}`), `${node} ${when}`);
}

async function assertHistoryIsWhole({ app }: LoopbackEstate, node: string): Promise<void> {
  const commits = (await gitAsOutsider(app.settings.storeDir, "rev-list", `refs/heads/observed/tie/${node}`)).split(
    "\n",
  );
  for (let back = 0; back < commits.length; back++)
    await assertWholeSnapshot(await app.open(`tie/${node}~${back}`), node);
}

async function assertNextCheckIsRight(estate: LoopbackEstate, { primary, standby }: SimulatedPair): Promise<void> {
  for (const [index, node] of [primary, standby].entries())
    node.state.setConfigurationValue("pas-host", `last-${index}`);
  const outcome = await runToEnd(estate, CHECK);
  assert.equal(outcome.code, 1, outcome.stderr);
  const report = JSON.parse(outcome.stdout) as CheckReport;
  const [engine] = report.engines;
  assert.equal(engine?.readiness.verdict, "not-ready");
  const finding = engine?.findings.find(({ artefact }) => artefact.name === "pas-host");
  assert.equal(finding?.case, "diverged");
  const [change] = finding?.changes.filter(({ path }) => path === "/value") ?? [];
  assert.deepEqual([change?.production, change?.standby], ["last-0", "last-1"]);
  assert.ok((await recordedRuns(estate.app)).includes(report.runId));
}
