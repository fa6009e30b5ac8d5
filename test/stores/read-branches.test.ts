import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { LockstepError } from "#services/core/errors";
import { readBranches } from "#services/stores/git/read-branches";

let folder: string;
let gitDir: string;

before(() => {
  folder = mkdtempSync(join(tmpdir(), "lockstep-branches-"));
  gitDir = join(folder, "store.git");
  execFileSync("git", ["init", "--quiet", "--bare", gitDir]);
});

after(() => rmSync(folder, { recursive: true, force: true }));

function git(...args: string[]): string {
  const person = ["-c", "user.name=Test", "-c", "user.email=test@hospital.test"];
  return execFileSync("git", [`--git-dir=${gitDir}`, ...person, ...args], { encoding: "utf8", input: "" }).trim();
}

function commit(message: string): string {
  return git("commit-tree", "-m", message, git("hash-object", "-t", "tree", "-w", "--stdin"));
}

/** What git itself says of the branches that are watched. */
function told(): Record<string, string> {
  const watched = ["refs/heads/main", "refs/heads/ledger", "refs/heads/tickets", "refs/heads/observed"];
  const lines = git("for-each-ref", "--format=%(refname:lstrip=2) %(objectname)", ...watched).split("\n");
  return Object.fromEntries(lines.filter(Boolean).map((line) => line.split(" ")));
}

test("a store without a branch has none, and a folder that is no store is an error", async () => {
  assert.deepEqual(await readBranches(gitDir), {});
  await assert.rejects(
    readBranches(folder),
    (error) => error instanceof LockstepError && error.code === "estate-not-found",
  );
});

test("branches are read as git reads them: loose, packed, and moved after they were packed", async () => {
  const names = ["main", "ledger", "observed/tie/tie-a", "observed/tie/tie-b", "observed/rie/rie-a", "drift/tie/x"];
  for (const name of names) git("update-ref", `refs/heads/${name}`, commit(name));
  assert.deepEqual(await readBranches(gitDir), told());
  git("pack-refs", "--all");
  assert.deepEqual(await readBranches(gitDir), told());
  git("update-ref", "refs/heads/ledger", commit("the next record"));
  git("update-ref", "refs/heads/tickets", commit("tickets"));
  git("update-ref", "-d", "refs/heads/observed/rie/rie-a");
  const branches = await readBranches(gitDir);
  assert.deepEqual(branches, told());
  assert.deepEqual(Object.keys(branches), ["ledger", "main", "observed/tie/tie-a", "observed/tie/tie-b", "tickets"]);
});

test("a lock of a writer at work is no branch", async () => {
  mkdirSync(join(gitDir, "refs", "heads", "observed", "tie"), { recursive: true });
  writeFileSync(join(gitDir, "refs", "heads", "observed", "tie", "tie-a.lock"), "");
  assert.deepEqual(await readBranches(gitDir), told());
  rmSync(join(gitDir, "refs", "heads", "observed", "tie", "tie-a.lock"));
});

test("a branch that holds no commit is an error, and not a branch that is gone", async () => {
  writeFileSync(join(gitDir, "refs", "heads", "main"), "ref: refs/heads/other\n");
  await assert.rejects(
    readBranches(gitDir),
    (error) => error instanceof LockstepError && error.code === "store-unsound",
  );
});
