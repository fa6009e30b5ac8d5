import assert from "node:assert/strict";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { stringify } from "yaml";
import { assertSchema } from "#test/cli/assert-schema";
import { type CliResult, runCli } from "#test/cli/run-cli";
import { ACCOUNT, commitGoverned, createLoopbackEstate, type LoopbackEstate } from "#test/fakes/estate-on-loopback";
import { type SimulatedPair, startSimulatedPair } from "#test/fakes/simulated-pair";
import type { ServiceNowSimulator } from "#test/fakes/start-servicenow-simulator";
import {
  APPROVED,
  approvedChange,
  DIGEST,
  daysAgo,
  KEPT_OUT,
  PASSWORD,
  stageInstance,
} from "#test/tickets/servicenow/stage-instance";

let pair: SimulatedPair;
let desk: ServiceNowSimulator;
let estate: LoopbackEstate;

before(async () => {
  pair = await startSimulatedPair();
  const changes = [
    approvedChange(
      { approval_set: daysAgo(4), start_date: daysAgo(3), end_date: daysAgo(-20) },
      {
        approvals: [{ approver: "pat.cab", state: "approved", at: daysAgo(4) }],
        audit: [],
      },
    ),
  ];
  const { simulator, request } = await stageInstance({ changes });
  desk = simulator;
  const changeControl = { configurationItems: [{ ci: "TIE Live", engine: "tie" }] };
  estate = await createLoopbackEstate(pair, {
    policy: { policy: { mode: "enforce", fallbackTier: 3 }, "change-control": changeControl },
    ticketSystems: [request.declared],
  });
});

after(async () => {
  await estate[Symbol.asyncDispose]();
  await Promise.all([pair[Symbol.asyncDispose](), desk.stop()]);
});

function lockstep(...args: string[]): Promise<CliResult> {
  const environment = { LOOPBACK_PASSWORD: ACCOUNT.password, ITSM_PASSWORD: PASSWORD };
  return runCli(args, { cwd: estate.folder, environment });
}

// One story, in order.

test("a ticket system without a mapping is a problem that names the command which proposes one", async () => {
  const { exit, stdout } = await lockstep("validate");
  assert.equal(exit, 2);
  assert.match(stdout, /'itsm' has no mapping: policy\/tickets\/itsm\.yaml is missing/);
  assert.match(stdout, /lockstep tickets discover itsm/);
});

test("without a mapping a ticket cannot be shown, which is not that there is none", async () => {
  const { exit, stdout } = await lockstep("tickets", "show", APPROVED);
  assert.equal(exit, 2);
  assert.match(stdout, /has no mapping that is in force/);
  assert.match(stdout, /tickets discover itsm --write/);
});

test("without a mapping doctor says so, and still looks at the certificate and the login", async () => {
  const { stdout } = await lockstep("doctor");
  assert.match(stdout, /itsm: mapping/);
  assert.match(stdout, /itsm: certificate/);
});

test("a ticket system that only the folder declares is told from one that nobody declares", async () => {
  const file = join(estate.folder, "estate.yaml");
  const main = await readFile(file, "utf8");
  await writeFile(file, main.replace("id: itsm", "id: itsm-new"));
  const inFolder = await lockstep("tickets", "discover", "itsm-new");
  await writeFile(file, main);
  assert.match(inFolder.stderr, /declared in the folder, not in force yet.*\n.*[Cc]ommit.*push/);
  assert.match((await lockstep("tickets", "discover", "itsm-new")).stderr, /There is no ticket system/);
});

test("an empty mapping is one problem that names the way out", async () => {
  await mkdir(join(estate.folder, "policy/tickets"), { recursive: true });
  const file = join(estate.folder, "policy/tickets/itsm.yaml");
  for (const [text, told] of [
    ["", "is empty"],
    ["system: servicenow\nzone: Europe/London\n", "is cut short"],
  ] as const) {
    await writeFile(file, text);
    const { problems } = JSON.parse((await lockstep("validate", "--json")).stdout);
    assert.equal(problems.length, 1, JSON.stringify(problems));
    assert.match(problems[0].message, new RegExp(told));
    assert.match(problems[0].remedy, /tickets discover itsm.*baselines\/ticket-mappings\/servicenow\.yaml/);
  }
});

test("discovery writes over a mapping that is there only when it is told to", async () => {
  const refused = await lockstep("tickets", "discover", "itsm", "--write");
  assert.equal(refused.exit, 64);
  assert.match(refused.stderr, /is there already/);
  const written = await lockstep("tickets", "discover", "itsm", "--write", "--force");
  assert.equal(written.exit, 0, written.stderr);
  assert.match(await readFile(join(estate.folder, "policy/tickets/itsm.yaml"), "utf8"), /system: servicenow/);
});

test("what discovery proposes is a mapping that validates as it stands", async () => {
  const { exit, stdout, stderr } = await lockstep("tickets", "discover", "itsm");
  assert.equal(exit, 0);
  assert.match(stderr, /policy\/tickets\/itsm\.yaml/);
  await mkdir(join(estate.folder, "policy/tickets"), { recursive: true });
  await writeFile(join(estate.folder, "policy/tickets/itsm.yaml"), stdout);
  assert.equal((await lockstep("validate")).stdout.split("\n")[0], `No problem in ${estate.folder}.`);
  await commitGoverned(estate, "policy/tickets/itsm.yaml", (text) => text);
});

test("a ticket is shown value by value beside what its system wrote, and no text of it", async () => {
  const { exit, stdout } = await lockstep("tickets", "show", APPROVED.toLowerCase());
  assert.equal(exit, 0, stdout);
  assert.match(stdout, /lifecycle +implement +written: -1/);
  assert.match(stdout, new RegExp(DIGEST));
  for (const kept of KEPT_OUT) assert.ok(!stdout.includes(kept), kept);
  assertSchema("tickets-show-report", (await lockstep("tickets", "show", APPROVED, "--json")).stdout);
});

test("a number that no system holds, and one that is none, are told apart", async () => {
  const absent = await lockstep("tickets", "show", "CHG0099999");
  assert.deepEqual([absent.exit, /itsm holds no ticket CHG0099999/.test(absent.stdout)], [1, true]);
  const hostile = await lockstep("tickets", "show", "CHG0034512^ORnumberISNOTEMPTY");
  assert.deepEqual([hostile.exit, /itsm was not asked/.test(hostile.stdout)], [1, true]);
  assert.ok(desk.asked.every((query) => !query.includes("ISNOTEMPTY")));
});

test("a refused login is unavailable, with exit 2, and never 'no such ticket'", async () => {
  const environment = { LOOPBACK_PASSWORD: ACCOUNT.password, ITSM_PASSWORD: "yesterday's" };
  const { exit, stdout } = await runCli(["tickets", "show", APPROVED], { cwd: estate.folder, environment });
  assert.equal(exit, 2);
  assert.match(stdout, /refused the login/);
  assert.doesNotMatch(stdout, /holds no ticket|yesterday/);
});

test("doctor speaks of the ticket system by its name", async () => {
  const { stdout } = await lockstep("doctor");
  assert.match(stdout, /itsm: /);
});

test("a check holds a change against the ticket, and a decision may rest on it", async () => {
  await lockstep("check");
  const digest = String(JSON.parse((await lockstep("show", "tie/tie-a", "--json")).stdout)["digest"]);
  const adopt = ["baseline", "adopt", "tie", "--from", "primary", "--approver", "C. Chair", "--digest", digest];
  assert.equal((await lockstep(...adopt, "--ticket", "CHG0099999")).exit, 2);
  assert.equal((await lockstep(...adopt, "--ticket", APPROVED)).exit, 0);
  pair.primary.state.setGlobalScript("Deploy", `// ${APPROVED}\nreturn 2;`);
  const report = JSON.parse((await lockstep("check", "--json")).stdout);
  const told = report.engines[0].findings[0].authorisation;
  assert.deepEqual([told.verdict, told.ticket], ["content-mismatch", APPROVED], stringify(told));
});

test("a ticket system where nothing listens is told with what to do about a ticket system", async () => {
  await desk.stop();
  for (const args of [["tickets", "discover", "itsm"], ["tickets", "show", APPROVED], ["doctor"]]) {
    const { exit, stdout, stderr } = await lockstep(...args);
    assert.equal(exit, 2, args.join(" "));
    const told = `${stdout}${stderr}`.replace(/\s+/g, " ");
    assert.match(told, /nothing listens there/, args.join(" "));
    assert.match(told, /url \(host and port\) of the ticket system/, args.join(" "));
    assert.doesNotMatch(told, /standbyMode/);
  }
});

test("with no ticket source in force one sentence says so, and it is not that there is no such ticket", async () => {
  await commitGoverned(estate, "estate.yaml", (text) => text.slice(0, text.indexOf("ticketSystems:")));
  const { exit, stdout } = await lockstep("tickets", "show", APPROVED);
  assert.equal(exit, 2);
  assert.match(stdout.replace(/\s+/g, " "), /No ticket source is in force/);
});
