import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { after, before, test } from "node:test";
import type { ReadyReport } from "#schemas/ready-report";
import { type Nights, startNights } from "#test/fakes/nights";

let nights: Nights;

before(async () => {
  const interfaces = { interfaces: [{ match: {}, tier: 1, flow: "ADT", owner: "PAS team" }] };
  nights = await startNights({ policy: { policy: { mode: "enforce" }, interfaces } });
});

after(() => nights[Symbol.asyncDispose]());

async function ready(): Promise<ReadyReport> {
  return (await nights.estate.app.ready("tie")).ready;
}

function codesOf({ reasons }: ReadyReport): string[] {
  return reasons.map(({ code }) => code);
}

/** Runs git over the store as somebody with a shell on the machine would. */
function git(input: string, ...args: string[]): string {
  const person = ["-c", "user.name=Mallory", "-c", "user.email=mallory@hospital.test"];
  const options = { encoding: "utf8", input } as const;
  return execFileSync("git", [`--git-dir=${nights.estate.storeDir}`, ...person, ...args], options).trim();
}

test("an engine that was never checked is unknown, and the answer says how to check it", async () => {
  const answer = await ready();
  assert.deepEqual(
    [answer.verdict, answer.runId, answer.ageSeconds, codesOf(answer)],
    ["unknown", null, null, ["never-read"]],
  );
});

test("the stored verdict is given with its age and its end", async () => {
  await nights.check();
  await nights.adopt();
  const { readiness } = await nights.check();
  nights.pass(2);
  const answer = await ready();
  assert.equal(answer.verdict, "ready");
  assert.deepEqual([answer.asOf, answer.expiresAt], [readiness.asOf, readiness.expiresAt]);
  assert.ok((answer.ageSeconds ?? 0) >= 7200 && (answer.ageSeconds ?? 0) < 7300);
});

test("a verdict older than policy allows is unknown, whatever it was", async () => {
  nights.pass(26);
  const answer = await ready();
  assert.deepEqual([answer.verdict, codesOf(answer)], ["unknown", ["snapshot-stale"]]);
  nights.pass(-26);
  assert.equal((await ready()).verdict, "ready");
});

test("where the verdict no longer holds, no tier and no flow is called ready either", async () => {
  const partsOf = async (): Promise<string[]> => {
    const { report } = await nights.estate.app.ready("tie");
    const { byTier = {}, byFlow = {} } = report?.readiness ?? {};
    return [...Object.values(byTier), ...Object.values(byFlow)].map(({ verdict }) => verdict);
  };
  assert.deepEqual(await partsOf(), ["ready", "ready"]);
  nights.pass(26);
  assert.deepEqual(await partsOf(), ["unknown", "unknown"]);
  nights.pass(-26);
});

test("a verdict from the future is unknown: one of the clocks is wrong", async () => {
  nights.pass(-6);
  const answer = await ready();
  assert.deepEqual([answer.verdict, answer.ageSeconds], ["unknown", 0]);
  nights.pass(6);
});

test("not ready stays not ready when it has expired, and says both", async () => {
  nights.standby.state.setGlobalScript("Deploy", "return 2;");
  await nights.check();
  nights.pass(48);
  const answer = await ready();
  assert.deepEqual([answer.verdict, codesOf(answer)], ["not-ready", ["snapshot-stale", "parity"]]);
  nights.standby.state.setGlobalScript("Deploy", "return;");
  assert.equal((await nights.check()).readiness.verdict, "ready");
});

test("a ledger that somebody rewrote is unknown, although it says ready", async () => {
  const head = git("", "rev-parse", "ledger");
  const forged = git("a run that never was\n", "commit-tree", "-p", head, `${head}^{tree}`);
  git("", "update-ref", "refs/heads/ledger", forged);
  const answer = await ready();
  git("", "update-ref", "refs/heads/ledger", head);
  assert.equal(answer.verdict, "unknown");
  assert.ok(codesOf(answer).includes("ledger-broken"), codesOf(answer).join(", "));
  assert.equal((await ready()).verdict, "ready");
});

test("a verdict edited in the ledger is unknown, and what the stored inputs give is shown", async () => {
  nights.standby.state.setGlobalScript("Deploy", "return 2;");
  assert.equal((await nights.check()).readiness.verdict, "not-ready");
  const head = git("", "rev-parse", "ledger");
  const path = git("", "ls-tree", "-r", "--name-only", head).split("\n").at(-1) ?? "";
  const text = git("", "show", `${head}:${path}`).replaceAll('"verdict":"not-ready"', '"verdict":"ready"');
  const blob = git(`${text}\n`, "hash-object", "-w", "--stdin");
  const tree = await rewritten(head, path, blob);
  git("", "update-ref", "refs/heads/ledger", git("edited\n", "commit-tree", "-p", head, tree));
  const answer = await ready();
  git("", "update-ref", "refs/heads/ledger", head);
  assert.equal(answer.verdict, "not-ready");
  assert.ok(codesOf(answer).includes("ledger-broken"));
});

/** The tree of a commit with one file replaced. */
async function rewritten(commit: string, path: string, blob: string): Promise<string> {
  const parts = path.split("/");
  let below = blob;
  for (let depth = parts.length - 1; depth >= 0; depth -= 1) {
    const folder = parts.slice(0, depth).join("/");
    const lines = git("", "ls-tree", folder === "" ? commit : `${commit}:${folder}`).split("\n");
    const name = parts[depth] ?? "";
    const changed = lines.map((line) =>
      line.endsWith(`\t${name}`) ? line.replace(/ [0-9a-f]{40,64}\t/, ` ${below}\t`) : line,
    );
    below = git(`${changed.join("\n")}\n`, "mktree");
  }
  return below;
}
