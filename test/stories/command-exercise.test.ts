import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertSchema } from "#test/cli/assert-schema";
import { type CliResult, runCli } from "#test/cli/run-cli";
import { ACCOUNT, createLoopbackEstate, type LoopbackEstate } from "#test/fakes/estate-on-loopback";
import { type SimulatedPair, startSimulatedPair } from "#test/fakes/simulated-pair";

let pair: SimulatedPair;
let estate: LoopbackEstate;
/** When the exercise began and was over: after the first check, before the next. */
let times: readonly string[];

before(async () => {
  pair = await startSimulatedPair();
  const readiness = { exercise: { everyDays: 365, blocks: true } };
  const runbook = { objectives: [{ minutes: 60 }] };
  estate = await createLoopbackEstate(pair, { policy: { policy: { mode: "enforce", readiness }, runbook } });
  await lockstep("check");
  const shown = assertSchema("show-report", (await lockstep("show", "tie/tie-a", "--json")).stdout);
  const digest = String(shown["digest"]);
  await lockstep("baseline", "adopt", "tie", "--from", "primary", "--approver", "C. Chair", "--digest", digest);
  await lockstep("check");
  const startedAt = new Date();
  times = ["--started", startedAt.toISOString(), "--ended", new Date(startedAt.getTime() + 1).toISOString()];
});

after(async () => {
  await estate[Symbol.asyncDispose]();
  await pair[Symbol.asyncDispose]();
});

function lockstep(...args: string[]): Promise<CliResult> {
  return runCli(args, { cwd: estate.folder, environment: { LOOPBACK_PASSWORD: ACCOUNT.password } });
}

const BY = ["--by", "J. Okafor"];
const ACTION = "Renew the <VPN> route;Network team;2099-12-18".replace("2099", String(new Date().getUTCFullYear() + 1));

function record(...args: string[]): Promise<CliResult> {
  return lockstep("exercise", "record", "tie", "--kind", "failover", ...times, "--outcome", "passed", ...BY, ...args);
}

// One story, in order.

test("an engine that policy wants exercised is not ready until it was, and says so", async () => {
  const answer = await lockstep("ready", "tie");
  assert.equal(answer.exit, 1);
  assert.match(
    answer.stdout,
    /No exercise on record proves it, and policy wants a failover or\s+restore exercise every/,
  );
  assert.match(answer.stdout, /exercise-overdue/);
});

test("what is no exercise is refused with the reason, and nothing of it stands on record", async () => {
  const cases: readonly (readonly [RegExp, readonly string[]])[] = [
    [/No check after the exercise ended read both nodes/, ["--cleaned-up", "yes", "--after", "0123456789abcdef"]],
    [/named by 'latest' or by a snapshot commit/, ["--cleaned-up", "yes", "--before", "main; rm -rf"]],
    [/looks like patient data/, ["--cleaned-up", "yes", "--lesson", "NHS number 943 476 5919 was lost"]],
    [/due on a day that is over/, ["--cleaned-up", "yes", "--action", "Renew;Network team;2020-01-01"]],
    [/Allowed choices are yes, no/, ["--cleaned-up", "perhaps"]],
  ];
  for (const [message, args] of cases) {
    const answer = await record(...args);
    assert.match(answer.stderr, message);
    assert.notEqual(answer.exit, 0);
  }
  assert.equal((await lockstep("exercise", "list")).stdout, "No exercise is on record.\n");
  assert.equal((await lockstep("action", "list")).stdout, "No action is open.\n");
});

test("an exercise without its clean-up stands on record with its lessons, and proves nothing", async () => {
  const answer = await record("--cleaned-up", "no", "--lesson", "The VPN route was missing");
  assert.equal(answer.exit, 0, answer.stderr);
  assert.match(answer.stdout, /does not count: no clean-up on record/);
  assert.match(answer.stdout, /No check since it ended read both nodes: run 'lockstep check'/);
  assert.equal((await lockstep("ready", "tie")).exit, 1);
});

test("recorded again with its clean-up it counts at once, and its lessons become actions with an owner and a day", async () => {
  await lockstep("check");
  const told = ["--cleaned-up", "yes", "--lesson", "The VPN route was missing", "--action", ACTION, "--json"];
  const { exit, stdout, stderr } = await record(...told);
  assert.equal(exit, 0, stderr);
  const report = assertSchema("exercise-report", stdout);
  const { recorded, wasKnown, actions, lastProven, warnings } = JSON.parse(stdout);
  assert.equal(report["schema"], "lockstep/exercise-report@1");
  assert.deepEqual(
    [wasKnown, recorded.exercise.complete, recorded.exercise.rtoMinutes, warnings],
    [false, true, 60, []],
  );
  assert.deepEqual([recorded.exercise.before.length, recorded.exercise.after.length], [2, 2]);
  assert.deepEqual([actions.length, actions[0].owner, actions[0].standing], [1, "Network team", "open"]);
  assert.deepEqual([lastProven.daysAgo, lastProven.changesSince], [0, 0]);

  const again = JSON.parse((await record(...told)).stdout);
  assert.deepEqual(
    [again.wasKnown, again.recorded.record, again.actions[0].record],
    [true, recorded.record, actions[0].record],
  );
  const ready = await lockstep("ready", "tie");
  assert.equal(ready.exit, 0, ready.stdout);
  assert.match(ready.stdout, /Last proven today, 0 changes since \(failover, 0 of 60 minutes\)\./);
  assert.match(
    (await lockstep("exercise", "list", "tie")).stdout,
    /passed, counts \(record \d+, by J\. Okafor\)\n {2}lesson/,
  );
});

test("the next checks know of it, derive again as they were recorded, and tell what was changed since", async () => {
  pair.primary.state.setConfigurationValue("pas-host", "pas-test.hospital.test");
  pair.standby.state.setConfigurationValue("pas-host", "pas-test.hospital.test");
  await lockstep("check");
  const { stdout } = await lockstep("ready", "tie", "--json");
  assertSchema("ready-report", stdout);
  const ready = JSON.parse(stdout);
  assert.equal(ready.lastProven.changesSince, 1);
  assert.ok(
    !ready.reasons.some(({ code }: { code: string }) => code === "exercise-overdue" || code === "ledger-broken"),
  );
  const runbook = await lockstep("runbook", "tie");
  assert.match(runbook.stdout, /Last proven today, 1 change since/);
});

test("an action is listed by what is due, is one however often it is raised, and is closed once by the first word", async () => {
  const [what = "", owner = "", due = ""] = ACTION.split(";");
  const raised = ["--what", what, "--owner", owner, "--due", due, "--from", "incident INC0001", ...BY, "--json"];
  const [one, two] = await Promise.all([
    lockstep("action", "raise", "tie", ...raised),
    lockstep("action", "raise", "tie", ...raised),
  ]);
  assertSchema("action-report", one.stdout);
  const { id, record: seq } = JSON.parse(one.stdout).action;
  assert.deepEqual([JSON.parse(two.stdout).action.id, JSON.parse(two.stdout).action.record], [id, seq]);
  const open = JSON.parse((await lockstep("action", "list", "--json")).stdout);
  assert.equal(open.actions.length, 2);

  const close = (by: string): Promise<CliResult> =>
    lockstep("action", "close", id, "--note", "Renewed and tested", "--by", by, "--json");
  assert.equal(JSON.parse((await close("M. Reid")).stdout).wasKnown, false);
  const late = JSON.parse((await close("A. Person")).stdout);
  assert.deepEqual([late.wasKnown, late.action.closedBy], [true, "M. Reid"]);
  assert.match(
    (await lockstep("action", "close", "a-00000000", "--note", "x", ...BY)).stderr,
    /No action 'a-00000000'/,
  );
  assert.match((await lockstep("action", "list", "--all")).stdout, new RegExp(`${id} {2}closed .* by M\\. Reid`));
  const refused = await lockstep("action", "raise", "tie", ...raised);
  assert.match(refused.stderr, /was raised before and is closed/);
});
