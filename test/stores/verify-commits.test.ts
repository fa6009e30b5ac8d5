import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { commitTree } from "#services/stores/git/commit-tree";
import { createSigningKey } from "#services/stores/git/create-signing-key";
import { openCommitCheck } from "#services/stores/git/open-commit-check";
import { askGitForCommits, verifyCommits } from "#services/stores/git/verify-commits";
import { createTemporaryEstate } from "#test/fakes/temporary-estate";

test("a signature that was good is asked for again where the keys that count have changed", async () => {
  await using estate = await createTemporaryEstate();
  const commit = await estate.git("rev-parse", "refs/heads/ledger");
  const file = join(estate.context.gitDir, "signers-of-the-test");
  const context = { ...estate.context, allowedSignersFile: file };
  const keys = await estate.git("show", "main:policy/allowed_signers");
  const trusted = async () => (await verifyCommits(context, [commit])).map((result) => result.trusted);
  await writeFile(file, `${keys}\n`);
  assert.deepEqual([await trusted(), await trusted()], [[true], [true]]);
  await writeFile(file, "# nobody\n");
  assert.deepEqual(await trusted(), [false]);
  await writeFile(file, `${keys}\n`);
  assert.deepEqual(await trusted(), [true]);
});

test("a commit that is not there is never taken for one that was trusted", async () => {
  await using estate = await createTemporaryEstate();
  const [head] = await verifyCommits(estate.context, [await estate.git("rev-parse", "refs/heads/ledger")]);
  assert.equal(head?.trusted, true);
  await assert.rejects(verifyCommits(estate.context, ["0".repeat(40)]));
});

test("a signature checked on the way through a ledger is judged as Git judges it, whatever key made it, and the first bad one is told", async () => {
  await using estate = await createTemporaryEstate();
  const { context, folder } = estate;
  const names = ["other", "late", "purpose"];
  for (const name of names) await createSigningKey(join(folder, name));
  execFileSync("ssh-keygen", ["-q", "-t", "ecdsa", "-N", "", "-f", join(folder, "ecdsa")]);
  const line = async (name: string, options = ""): Promise<string> =>
    `x ${options} ${(await readFile(join(folder, `${name}.pub`), "utf8")).split(" ").slice(0, 2).join(" ")}\n`;
  const allowedSignersFile = join(folder, "allowed");
  await writeFile(
    allowedSignersFile,
    (await line("signing_key", 'namespaces="git"')) +
      (await line("late", 'valid-before="20261123015959Z"')) +
      (await line("purpose", 'namespaces="file"')) +
      (await line("ecdsa")),
  );
  const tree = await estate.git("rev-parse", "main^{tree}");
  const message = "Seen – and said\n";
  const sign = (name: string): Promise<string> =>
    commitTree(
      { ...context, signingKeyFile: join(folder, name) },
      { tree, parents: [], message, at: "2026-11-23T02:00:00Z" },
    );
  const commits = await Promise.all(["signing_key", ...names, "ecdsa"].map(sign));
  const environment = {
    GIT_AUTHOR_NAME: "x",
    GIT_AUTHOR_EMAIL: "x@y.example",
    GIT_COMMITTER_NAME: "x",
    GIT_COMMITTER_EMAIL: "x@y.example",
  };
  const options = { encoding: "utf8", env: { PATH: process.env["PATH"] ?? "", ...environment } } as const;
  const git = (...args: string[]): string =>
    execFileSync("git", [`--git-dir=${context.gitDir}`, ...args], options).trim();
  commits.push(git("commit-tree", tree, "-m", "unsigned"));
  const swapped = (await estate.git("cat-file", "commit", commits[0] ?? "")).replace("Seen", "Sawn");
  const hash = ["hash-object", "-w", "-t", "commit", "--stdin"];
  commits.push(
    execFileSync("git", [`--git-dir=${context.gitDir}`, ...hash], { ...options, input: `${swapped}\n` }).trim(),
  );
  const here = { ...context, allowedSignersFile };
  const alone = (await Promise.all(commits.map((commit) => verifyCommits(here, [commit])))).flat();
  assert.deepEqual(
    alone.map(({ trusted }) => trusted),
    [true, false, false, false, true, false, false],
  );
  assert.deepEqual(alone, await askGitForCommits(context.gitDir, allowedSignersFile, commits));
  assert.deepEqual(await verifyCommits(here, commits), alone);
  for (const [index, commit] of commits.entries()) {
    const check = await openCommitCheck(here);
    const object = `${await estate.git("cat-file", "commit", commit)}\n`;
    const found = (await check.take(commit, object)) ?? (await check.finish());
    assert.deepEqual(found, alone[index]?.trusted ? undefined : alone[index]);
  }
  const [first, ...others] = alone.filter(({ trusted }) => !trusted);
  const check = await openCommitCheck(here);
  for (const { commit } of [...alone.filter(({ trusted }) => trusted), ...(first ? [first] : []), ...others]) {
    await check.take(commit, `${await estate.git("cat-file", "commit", commit)}\n`);
  }
  assert.deepEqual(await check.finish(), first);
});
