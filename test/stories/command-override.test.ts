import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { ReadyReport } from "#schemas/ready-report";
import { assertSchema } from "#test/cli/assert-schema";
import { type CliResult, runCli } from "#test/cli/run-cli";
import { ACCOUNT, commitGoverned, createLoopbackEstate, type LoopbackEstate } from "#test/fakes/estate-on-loopback";
import { type SimulatedPair, startSimulatedPair } from "#test/fakes/simulated-pair";

let pair: SimulatedPair;
let estate: LoopbackEstate;

before(async () => {
  pair = await startSimulatedPair();
  const settings = { mode: "enforce", maxOverrideHours: 12, fallbackFlow: "ADT" };
  estate = await createLoopbackEstate(pair, { policy: { policy: settings } });
  await lockstep("check");
  const shown = assertSchema("show-report", (await lockstep("show", "tie/tie-a", "--json")).stdout);
  const digest = String(shown["digest"]);
  await lockstep("baseline", "adopt", "tie", "--from", "primary", "--approver", "C. Chair", "--digest", digest);
  pair.standby.state.setConfigurationValue("pas-host", "pas-test.hospital.test");
  assert.equal((await lockstep("check")).exit, 1);
});

after(async () => {
  await estate[Symbol.asyncDispose]();
  await pair[Symbol.asyncDispose]();
});

function lockstep(...args: string[]): Promise<CliResult> {
  return runCli(args, { cwd: estate.folder, environment: { LOOPBACK_PASSWORD: ACCOUNT.password } });
}

const BY = ["--by", "J. Okafor"];
const WHY = ["--reason", "theatre list moves tonight", "--ticket", "to-follow", ...BY];

function override(...args: string[]): Promise<CliResult> {
  return lockstep("override", "tie", ...args);
}

async function ready(): Promise<CliResult & { readonly report: ReadyReport }> {
  const answer = await lockstep("ready", "tie", "--json");
  assertSchema("ready-report", answer.stdout);
  return { ...answer, report: JSON.parse(answer.stdout) };
}

// One story, in order.

test("an override that would not be in force is refused, with what could be set aside", async () => {
  const cases: readonly (readonly [RegExp, number, readonly string[]])[] = [
    [/never all.*What stands: parity;/, 2, ["--set-aside", "all", ...WHY]],
    [/'wrong-server' can never be set aside\. Another server/, 2, ["--set-aside", "wrong-server", ...WHY]],
    [/'mirror-not-ready' can never be set aside/, 2, ["--set-aside", "mirror-not-ready", ...WHY]],
    [/No reason of the code 'expired' stands now/, 2, ["--set-aside", "expired", ...WHY]],
    [/Name what it sets aside/, 64, ["--set-aside", ",", ...WHY]],
    [/policy allows 12/, 2, ["--set-aside", "parity", "--hours", "13", ...WHY]],
    [/above 0/, 64, ["--set-aside", "parity", "--hours", "0", ...WHY]],
    [/names nobody/, 64, ["--set-aside", "parity", "--reason", "x", "--ticket", "to-follow", "--by", "—"]],
    [/is the one who overrides/, 2, ["--set-aside", "parity", "--second", "j okafor", ...WHY]],
    [/says nothing/, 64, ["--set-aside", "parity", "--reason", " ", "--ticket", "to-follow", ...BY]],
    [
      /looks like a password/,
      64,
      ["--set-aside", "parity", "--reason", "password=hunter2-of-tie-b", "--ticket", "to-follow", ...BY],
    ],
    [/is no change number/, 64, ["--set-aside", "parity", "--reason", "x", "--ticket", "soon", ...BY]],
    [/required option '--reason/, 64, ["--set-aside", "parity", ...BY]],
  ];
  for (const [message, exit, args] of cases) {
    const answer = await override(...args);
    assert.match(answer.stderr, message, args.join(" "));
    assert.equal(answer.exit, exit, args.join(" "));
  }
  assert.equal((await ready()).exit, 1);
});

test("an override is in force at once, and every surface says that it is nothing but an override", async () => {
  const given = await override("--set-aside", "parity", "--second", "M. Reid", "--hours", "4", ...WHY, "--json");
  assert.equal(given.exit, 0, given.stderr);
  const report = assertSchema("override-report", given.stdout);
  assert.equal(report["act"], "granted");

  const { exit, report: answer } = await ready();
  assert.deepEqual([exit, answer.verdict], [3, "ready"]);
  assert.equal(answer.overrides?.[0]?.by, "J. Okafor");
  assert.match(answer.setAside?.[0]?.message ?? "", /on the standby not as approved: 'pas-host'/);
  for (const command of ["ready", "explain"]) {
    const { exit: code, stdout } = await lockstep(command, "tie");
    assert.equal(code, 3, command);
    assertUnmistakable(stdout);
    assert.doesNotMatch(stdout, /tie: READY \(/);
  }
});

test("a check names it in each form of its report, and still waits for a decision on the change", async () => {
  const out = join(estate.folder, "..");
  const file = (name: string): string => join(out, name);
  const forms = [
    "--html",
    file("r.html"),
    "--markdown",
    file("r.md"),
    "--junit",
    file("r.xml"),
    "--sarif",
    file("r.sarif"),
  ];
  const checked = await lockstep("check", ...forms);
  assert.equal(checked.exit, 1);
  assertUnmistakable(checked.stdout);
  for (const name of ["r.html", "r.md", "r.xml"]) assertUnmistakable(await readFile(file(name), "utf8"));
  const sarif = JSON.parse(await readFile(file("r.sarif"), "utf8"));
  assert.match(
    sarif.runs[0].invocations[0].toolExecutionNotifications[0].message.text,
    /^OVERRIDE until .*TICKET TO FOLLOW/,
  );
  const suppressed = sarif.runs[0].results.filter((result: { suppressions?: unknown }) => result.suppressions);
  assert.deepEqual(
    suppressed.map((result: { ruleId: string }) => result.ruleId),
    ["drift/standby-behind", "readiness/parity"],
  );
  assert.equal((await ready()).exit, 3);
});

test("what differs anew is not covered, and what was covered stays shown as set aside", async () => {
  pair.standby.state.setGlobalScript("Deploy", "return 2;");
  await lockstep("check");
  const { exit, report } = await ready();
  assert.equal(exit, 1);
  const parity = report.reasons.filter(({ code }) => code === "parity");
  assert.deepEqual(
    parity.map(({ message }) => message),
    ["One artefact is on the standby not as approved: 'Deploy'."],
  );
  assert.equal(report.setAside?.length, 1);
  pair.standby.state.setGlobalScript("Deploy", "return;");
  pair.standby.state.setConfigurationValue("pas-host", "pas-other.hospital.test");
  await lockstep("check");
  const other = await ready();
  assert.equal(other.exit, 1);
  assert.equal(other.report.setAside, undefined);
  assert.match((await lockstep("ready", "tie")).stdout, /It sets nothing aside now\./);
  pair.standby.state.setConfigurationValue("pas-host", "pas-test.hospital.test");
  await lockstep("check");
  assert.equal((await ready()).exit, 3);
});

test("the ticket that was to follow is a duty until it is named, and then shown", async () => {
  const owing = (await lockstep("ready", "tie")).stdout.replace(/\s+/g, " ");
  assert.match(owing, /its ticket to follow, and none has been named/);
  const named = await lockstep("override", "ticket", "tie", "chg0030009", ...BY, "--json");
  assert.equal(named.exit, 0, named.stderr);
  assertSchema("override-report", named.stdout);
  const { stdout } = await lockstep("ready", "tie");
  assert.match(stdout, /Ticket CHG0030009/);
  assert.doesNotMatch(stdout, /TO FOLLOW|to follow/);
  assert.match((await lockstep("override", "ticket", "tie", "CHG0030009", ...BY)).stderr, /owes a ticket/);
});

test("where policy wants two people, an override by one has no force, also one given before", async () => {
  const before = (text: string): string => `${text}overrideNeedsSecondPerson: true\n`;
  await override("--set-aside", "parity", ...WHY);
  await commitGoverned(estate, "policy/policy.yaml", before);
  await lockstep("check");
  const { report } = await ready();
  assert.deepEqual(
    report.overrides?.map(({ second }) => second),
    ["M. Reid"],
  );
  assert.match((await override("--set-aside", "parity", ...WHY)).stderr, /wants two people/);
});

test("one that is ended early has no force from then on, and stays on record", async () => {
  const ended = await lockstep("override", "end", "tie", ...BY, "--reason", "standby was aligned", "--json");
  assert.equal(ended.exit, 0, ended.stderr);
  assertSchema("override-report", ended.stdout);
  assert.deepEqual([(await ready()).exit, (await ready()).report.overrides], [1, undefined]);
  assert.match((await lockstep("override", "end", "tie", ...BY)).stderr, /No such override of 'tie' is in force/);
  const acts: unknown[] = [];
  for await (const { body } of estate.app.ledger.records({ type: "override" })) acts.unshift(body["act"]);
  assert.deepEqual(acts, ["granted", "ticket-named", "granted", "ended"]);
  assert.equal((await lockstep("ledger", "verify")).exit, 0);
});

function assertUnmistakable(text: string): void {
  const plain = text.replace(/\s+/g, " ").replaceAll("&#39;", "'");
  assert.match(plain, /READY BY OVERRIDE/);
  assert.match(
    plain,
    /OVERRIDE until [^.]* UTC by J. Okafor and M. Reid, of parity as it stood then: theatre list moves tonight\./,
  );
  assert.match(plain, /TICKET TO FOLLOW/);
  assert.match(plain, /SET ASIDE \(record \d+\): not-ready, parity: /);
}
