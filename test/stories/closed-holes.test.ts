import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { after, before, test } from "node:test";
import type { EngineReport } from "#schemas/check-report";
import { commitGoverned } from "#test/fakes/estate-on-loopback";
import { type Nights, startNights } from "#test/fakes/nights";

let nights: Nights;

before(async () => {
  nights = await startNights({ policy: { policy: { mode: "enforce" } } });
  await nights.check();
  await nights.adopt();
  assert.equal((await nights.check()).readiness.verdict, "ready");
});

after(() => nights[Symbol.asyncDispose]());

function codesOf({ readiness }: EngineReport): string[] {
  return readiness.reasons.map(({ code }) => code);
}

test("is unknown when production does not say which of its channels run", async () => {
  nights.primary.setRights({ emptyLists: ["/channels/statuses"] });
  const report = await nights.check();
  nights.primary.setRights({});
  assert.equal(report.readiness.verdict, "unknown");
  assert.ok(codesOf(report).includes("coverage-incomplete"));
});

test("a stored verdict is unknown once the policy on main has changed", async () => {
  await nights.check();
  assert.equal((await nights.estate.app.ready("tie")).ready.verdict, "ready");
  await commitGoverned(nights.estate, "policy/interfaces.yaml", () => "interfaces: []\n# said otherwise\n");
  const { ready } = await nights.estate.app.ready("tie");
  assert.equal(ready.verdict, "unknown");
  assert.ok(ready.reasons.some(({ code }) => code === "changed-since"));
  await nights.check();
  assert.equal((await nights.estate.app.ready("tie")).ready.verdict, "ready");
});

test("a token copied from the store into the standby is not taken for the secret it stands for", async () => {
  const { primary, standby, estate } = nights;
  primary.state.setGlobalScript("Deploy", "var password = 'invented-secret-1';");
  standby.state.setGlobalScript("Deploy", "var password = 'invented-secret-1';");
  await nights.check();
  const { snapshot, load } = await estate.app.open("tie/tie-a");
  const path = snapshot.entries.find(({ kind, name }) => kind === "global-script" && name === "Deploy")?.path ?? "";
  const files = (await load([path])).get(path) ?? [];
  const stored = files.map(({ bytes }) => Buffer.from(bytes).toString()).join("\n");
  const token = /masked:[\w-]+:[0-9a-f]{32}/.exec(stored)?.[0];
  assert.ok(token);
  standby.state.setGlobalScript("Deploy", `var password = '${token}';`);
  const report = await nights.check();
  const finding = report.findings.find(({ artefact }) => artefact.name === "Deploy");
  assert.equal(finding?.case, "diverged");
  standby.state.setGlobalScript("Deploy", "var password = 'invented-secret-1';");
});

test("a snapshot that somebody without the key put into the store is not built upon", async () => {
  const gitDir = `--git-dir=${nights.estate.storeDir}`;
  const git = (...args: string[]): string => execFileSync("git", [gitDir, ...args], { encoding: "utf8" }).trim();
  const ref = "refs/heads/observed/tie/tie-b";
  const sound = git("rev-parse", ref);
  const person = ["-c", "user.name=Mallory", "-c", "user.email=mallory@hospital.test"];
  const forged = git(
    ...person,
    "commit-tree",
    `${sound}^{tree}`,
    "-p",
    sound,
    "-m",
    git("log", "-1", "--format=%B", sound),
  );
  git("update-ref", ref, forged);
  const report = await nights.check();
  git("update-ref", ref, sound);
  assert.notEqual(report.readiness.verdict, "ready");
  assert.ok(codesOf(report).includes("store-unsound"), codesOf(report).join());
});

test("a program named in the store's own configuration is never run", async () => {
  const gitDir = `--git-dir=${nights.estate.storeDir}`;
  execFileSync("git", [gitDir, "config", "gpg.ssh.program", "/bin/false"]);
  await nights.check();
  assert.equal((await nights.estate.app.ledger.verify()).sound, true);
});
