import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync, renameSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import type { GateAnswer } from "#schemas/gate";
import { type GateQuestion, PLAIN_QUESTION } from "#services/core/gate/gate-question";
import { type OpenVerdictBook, openVerdictBook } from "#services/running/verdicts/open-verdict-book";
import { commitGoverned } from "#test/fakes/estate-on-loopback";
import { type Nights, startNights } from "#test/fakes/nights";

let nights: Nights;
let book: OpenVerdictBook;
const logger = {
  info() {},
  warn() {},
  error: (message: string, fields?: unknown) => assert.fail(`${message} ${JSON.stringify(fields)}`),
};

before(async () => {
  const interfaces = { interfaces: [{ match: {}, tier: 1, flow: "ADT", owner: "PAS team" }] };
  nights = await startNights({ policy: { policy: { mode: "enforce" }, interfaces } });
  // It looks when it is told to, and at nothing by itself: what stands meanwhile is what a caller would be told.
  book = openVerdictBook(nights.estate.app.settings, { now: nights.now, logger, lookMs: 3_600_000, boundMs: 600_000 });
  await book.begin();
});

after(async () => {
  await book.close();
  await nights[Symbol.asyncDispose]();
});

async function ask(question: Partial<GateQuestion> = {}): Promise<GateAnswer> {
  await book.settle();
  return now(question);
}

/** What is said before the book has looked again. */
function now(question: Partial<GateQuestion> = {}): GateAnswer {
  const answer = book.answer("tie", { ...PLAIN_QUESTION, ...question });
  assert.ok(answer);
  return answer;
}

async function told(): Promise<readonly [string, readonly string[]]> {
  const { verdict, codes } = await ask();
  return [verdict, codes];
}

function git(...args: string[]): string {
  const person = ["-c", "user.name=Mallory", "-c", "user.email=mallory@hospital.test"];
  return execFileSync("git", [`--git-dir=${nights.estate.storeDir}`, ...person, ...args], {
    encoding: "utf8",
    input: "",
  }).trim();
}

test("an engine that was never checked is unknown, and one that is none has no answer", async () => {
  assert.deepEqual(await told(), ["unknown", ["never-read"]]);
  assert.equal(book.answer("tie-c", PLAIN_QUESTION), undefined);
  assert.equal(book.advise("constructor"), undefined);
});

test("a check and its adoption open the gate, with the verdict, age and end that 'lockstep ready' gives", async () => {
  await nights.check();
  await nights.adopt();
  await nights.check();
  nights.pass(2);
  const { ready } = await nights.estate.app.ready("tie");
  const { verdict, asOf, expiresAt, ageSeconds, allowed } = await ask();
  assert.deepEqual([verdict, allowed, asOf, expiresAt], [ready.verdict, true, ready.asOf, ready.expiresAt]);
  assert.ok(Math.abs((ageSeconds ?? 0) - (ready.ageSeconds ?? 0)) <= 5);
  assert.equal((await ask({ maxAgeSeconds: 3600 })).allowed, false);
  assert.equal((await ask({ tier: "1", flow: "ADT", profile: "return" })).allowed, false);
});

test("the verdict expires by the clock alone, although the book has not looked again", async () => {
  assert.equal((await ask()).allowed, true);
  nights.pass(26);
  assert.deepEqual([now().verdict, now().codes], ["unknown", ["snapshot-stale"]]);
  nights.pass(-26);
  assert.equal(now().allowed, true);
});

test("a clock that went back to before the check makes it unknown", async () => {
  assert.equal((await ask()).allowed, true);
  nights.pass(-1);
  assert.deepEqual([now().verdict, now().codes], ["unknown", ["book-stale"]]);
  nights.pass(-30);
  assert.deepEqual(await told(), ["unknown", ["snapshot-stale"]]);
  nights.pass(31);
  assert.equal((await ask()).allowed, true);
});

test("the old primary is a valid standby while both are in lockstep, and not while the other was changed", async () => {
  const returning = await ask({ profile: "return" });
  assert.deepEqual([returning.verdict, returning.codes], ["ready", []]);
  nights.standby.state.setGlobalScript("Deploy", "return 2;");
  await nights.check();
  assert.deepEqual(await told(), ["not-ready", ["parity"]]);
  assert.equal((await ask({ profile: "return" })).verdict, "not-ready");
});

test("in an emergency it says what the standby lacks, and forbids nothing", async () => {
  await book.settle();
  const advice = book.advise("tie");
  assert.deepEqual(advice?.byTier, { "1": 1 });
  const [item] = advice?.items ?? [];
  assert.equal(item?.owner, "PAS team");
  assert.match(item?.how ?? "", /standby/i);
  nights.standby.state.setGlobalScript("Deploy", "return;");
  await nights.check();
  await book.settle();
  assert.deepEqual([book.advise("tie")?.byTier, book.advise("tie")?.verdict], [{}, "ready"]);
});

test("a ledger that somebody rewrote is unknown, and ready again once it is as it was", async () => {
  assert.equal((await ask()).allowed, true);
  const head = git("rev-parse", "ledger");
  const forged = git("commit-tree", "-m", "a run that never was", "-p", head, `${head}^{tree}`);
  git("update-ref", "refs/heads/ledger", forged);
  const [verdict, codes] = await told();
  git("update-ref", "refs/heads/ledger", head);
  assert.deepEqual([verdict, codes.includes("ledger-broken")], ["unknown", true]);
  assert.equal((await ask()).allowed, true);
});

test("a store set back to its own past is told as such, and says what it said then", async () => {
  const head = git("rev-parse", "ledger");
  git("update-ref", "refs/heads/ledger", git("rev-parse", "ledger~1"));
  const [verdict, codes] = await told();
  git("update-ref", "refs/heads/ledger", head);
  assert.deepEqual([verdict, codes.includes("ledger-rolled-back")], ["not-ready", true]);
  assert.equal((await ask()).allowed, true);
});

test("what this machine remembers of the ledger is watched, too", async () => {
  const { ledgerMarkFolder } = nights.estate.app.settings;
  const away = join(dirname(ledgerMarkFolder), "away");
  assert.ok(readdirSync(ledgerMarkFolder).length > 0);
  renameSync(ledgerMarkFolder, away);
  const strict = await ask({ profile: "strict" });
  renameSync(away, ledgerMarkFolder);
  assert.ok(strict.codes.includes("rollback-not-checked"), strict.codes.join(", "));
  assert.equal((await ask()).allowed, true);
});

test("a new telephone number leaves the verdict as it is; a new rule makes it unknown until a check", async () => {
  const runbook = "contacts:\n  - { role: Network on call, phone: '01632 960 001' }\n";
  await commitGoverned(nights.estate, "policy/runbook.yaml", () => runbook);
  assert.equal((await ask()).allowed, true);
  await commitGoverned(nights.estate, "policy/gate.yaml", () => "profiles: { night: { maxAgeMinutes: 1 } }\n");
  assert.equal((await ask()).allowed, true);
  nights.pass(1);
  assert.deepEqual((await ask({ profile: "night" })).codes, ["older-than-asked"]);
  await commitGoverned(nights.estate, "policy/gate.yaml", () => "profiles: { night: { maxAge: 1 } }\n");
  assert.deepEqual([(await ask()).allowed, (await ask({ profile: "night" })).codes], [true, ["policy-invalid"]]);
  await commitGoverned(nights.estate, "policy/policy.yaml", () => "mode: observe\n");
  assert.deepEqual(await told(), ["unknown", ["changed-since"]]);
  assert.equal((await nights.check()).readiness.verdict, "ready");
  assert.equal((await ask()).allowed, true);
});

test("an estate that cannot be read keeps its engines, and opens nothing", async () => {
  await commitGoverned(nights.estate, "estate.yaml", (text) => `nonsense: true\n${text}`);
  const [verdict] = await told();
  await commitGoverned(nights.estate, "estate.yaml", (text) => text.replace("nonsense: true\n", ""));
  assert.equal(verdict, "unknown");
  assert.equal((await ask()).allowed, true);
});
