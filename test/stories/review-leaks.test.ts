import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { GitHubForgeFaults } from "#services/simulators/github/faults";
import type { ServerState } from "#services/simulators/mirth-connect/server-state";
import { findLeaks } from "#test/fakes/canaries";
import { ACCOUNT } from "#test/fakes/estate-on-loopback";
import { findLeaksInFolder } from "#test/fakes/find-leaks-in-folder";
import { findLeaksInRepository } from "#test/fakes/find-leaks-in-repository";
import { PLANTED, plantedModel, rotated } from "#test/fakes/planted-model";
import { type GitHubStage, stageOnGitHub } from "#test/fakes/review-stage";
import { runCommand, type Said } from "#test/fakes/run-commands";

const SECRETS = {
  ...prefixed("planted", PLANTED),
  ...prefixed("rotated", rotated(PLANTED)),
  account: ACCOUNT.password,
  token: "github_pat_0nlyForThisTest",
};
const outerTmpdir = process.env["TMPDIR"];
const faults: { -readonly [Name in keyof GitHubForgeFaults]: GitHubForgeFaults[Name] } = {};
const said: Said[] = [];
let temporary: string;
let stage: GitHubStage;

before(async () => {
  temporary = await mkdtemp(join(tmpdir(), "lockstep-review-leaks-"));
  process.env["TMPDIR"] = temporary;
  stage = await stageOnGitHub({ model: plantedModel(PLANTED) }, { faults });
});

after(async () => {
  await stage[Symbol.asyncDispose]();
  if (outerTmpdir === undefined) delete process.env["TMPDIR"];
  else process.env["TMPDIR"] = outerTmpdir;
  await rm(temporary, { recursive: true, force: true });
});

function prefixed(prefix: string, values: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(values).map(([place, value]) => [`${prefix} ${place}`, value]));
}

test("secrets and a patient that are changed on production are asked about, decided on, aligned and failed on without being told", async () => {
  const { nights } = stage;
  await nights.check();
  await nights.adopt();
  await nights.check();
  rotate(nights.primary.state);
  const report = await nights.check();
  assert.ok(report.findings.length >= 8, `${report.findings.length} findings`);
  const open = numbers();
  assert.ok(open.length >= 1, JSON.stringify(nights.review()));
  await askEverything();
  await failInEveryWay();
  const [first = 0, ...others] = numbers();
  await stage.approve(first, "pat-lowe");
  await stage.merge(first, "pat-lowe");
  for (const number of others) await stage.close(number, "robin-ward");
  await nights.check();
  assert.ok(nights.review()?.proposals.some(({ state }) => state === "adopted"));
  await askEverything();
  await ask("align", "tie", "--out", join(temporary, "align"), "--allow-deletions");
  assert.ok(existsSync(join(temporary, "align")), JSON.stringify(said.at(-1)));
});

test("nothing that went to the forge, or stands there, holds any of it", async () => {
  const { hub, bodies, gitDir } = stage.github;
  assert.ok(bodies.length > 10);
  assert.match(bodies.join("\n"), /masked/, "what changed was told, behind its mask");
  assert.deepEqual(findLeaks(bodies.join("\n"), SECRETS), []);
  const held = JSON.stringify([...hub.issues.values(), hub.statuses, hub.checks, hub.events]);
  assert.deepEqual(findLeaks(held, SECRETS), []);
  assert.deepEqual(await findLeaksInRepository(gitDir, SECRETS), []);
});

test("nothing that was said on any command line holds any of it", () => {
  assert.ok(said.length > 15);
  const told = said.flatMap(({ command, stdout, stderr }) =>
    findLeaks(`${stdout}\n${stderr}`, SECRETS).map(({ canary }) => `${command}: ${canary}`),
  );
  assert.deepEqual(told, []);
});

test("no file that is left behind holds any of it: not the store, not the agenda, not the package to import", async () => {
  assert.deepEqual(await findLeaksInFolder(temporary, SECRETS), []);
});

function numbers(): readonly number[] {
  const proposals = stage.nights.review()?.proposals ?? [];
  const waiting = proposals.filter(({ state }) => ["opened", "updated", "unchanged", "reopened"].includes(state));
  return waiting.flatMap(({ number }) => number ?? []);
}

/** Changes each planted value that a person could change, to another one that is as secret. */
function rotate(state: ServerState): void {
  const after = rotated(PLANTED);
  const by = { by: "admin" };
  for (const [place, value] of Object.entries(PLANTED)) {
    const other = String(Reflect.get(after, place));
    for (const channel of ["Results out", `Replay for NHS number ${PLANTED.nhsNumber}`]) {
      for (const form of [
        (text: string) => text,
        (text: string) => JSON.stringify(text).slice(1, -1),
        encodeURIComponent,
      ]) {
        if (!holds(state, channel, form(value))) continue;
        state.editChannel(channel, form(value), form(other), by);
        break;
      }
    }
  }
  state.setConfigurationValue("mesh-password", after.mapSecret, by);
  state.setConfigurationValue("fhir-endpoint", `https://svc:${after.mapValueUrl}@fhir.hospital.test/r4`, by);
  state.setConfigurationValue("sample-person", `PID|1||${after.nhsNumber}^^^NHS^NH||${after.familyName}^Jo`, by);
  state.setSetting("smtpPassword", after.smtpPassword, by);
  state.setGlobalScript("Deploy", `globalMap.put('apiPassword', '${after.globalScript}');\nreturn;`, by);
  state.editCodeTemplate("signIn", PLANTED.codeTemplate, after.codeTemplate, by);
}

function holds(state: ServerState, channel: string, text: string): boolean {
  try {
    state.editChannel(channel, text, text);
    return true;
  } catch {
    return false;
  }
}

async function ask(...args: readonly string[]): Promise<void> {
  const { folder, app } = stage.nights.estate;
  const environment = { ...app.settings.environment, LOCKSTEP_TRACE: "1", LOCKSTEP_LOG_LEVEL: "trace" };
  said.push(await runCommand(args, { folder, environment }));
}

async function askEverything(): Promise<void> {
  for (const form of [[], ["--json"]]) {
    await ask("review", ...form);
    await ask("cab-pack", "--meeting", "2026-12-03", ...form);
    await ask("protect", "--dry-run", ...form);
    for (const number of numbers()) await ask("review", "show", String(number), ...form);
  }
  for (const number of numbers())
    await ask("review", "show", String(number), "--html", join(temporary, `proposal-${number}.html`));
}

const FAULTS: readonly GitHubForgeFaults[] = [
  { resetConnection: { path: "*" } },
  { status: { path: "/repos/hospital/estate/pulls", code: 502 } },
  { tokenExpired: true },
  { readOnly: true },
  { loginPage: "*" },
];

/** What a forge refuses is told in words, and what was to be sent stands in none of them. */
async function failInEveryWay(): Promise<void> {
  for (const [index, fault] of FAULTS.entries()) {
    stage.nights.primary.state.setConfigurationValue("mesh-password", `${PLANTED.mapSecret}-${index}`, { by: "admin" });
    Object.assign(faults, fault);
    await stage.nights.check();
    await ask("review");
    for (const name of Object.keys(faults)) Reflect.deleteProperty(faults, name);
  }
  await stage.nights.check();
}
