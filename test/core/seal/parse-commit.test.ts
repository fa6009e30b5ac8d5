import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { parseAllowedSigners } from "#services/core/seal/allowed-signers";
import { judgeSignature } from "#services/core/seal/judge-signature";
import { parseCommit } from "#services/core/seal/parse-commit";
import { openSshKeygen } from "./ssh-keygen.js";

function git(folder: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): string {
  return execFileSync("git", ["-C", folder, ...args], {
    encoding: "utf8",
    stdio: ["pipe", "pipe", "ignore"],
    env: {
      PATH: process.env["PATH"] ?? "",
      GIT_CONFIG_NOSYSTEM: "1",
      GIT_CONFIG_GLOBAL: "/dev/null",
      GIT_AUTHOR_NAME: "Zoë O'Brien",
      GIT_AUTHOR_EMAIL: "zoe@trust.example",
      GIT_COMMITTER_NAME: "Lockstep",
      GIT_COMMITTER_EMAIL: "lockstep@lockstep.example",
      GIT_COMMITTER_DATE: "1795442400 +0100",
      ...env,
    },
  });
}

test("reads what git signed itself as git does: its id, its parents, its time and its signature", () => {
  using keys = openSshKeygen();
  const key = keys.makeKey("estate");
  git(keys.folder, ["init", "-q", "-b", "main"]);
  const sign = ["-c", "gpg.format=ssh", "-c", `user.signingKey=${key}`, "commit", "-q", "--allow-empty", "-S"];
  git(keys.folder, [...sign, "-m", "The first"]);
  git(keys.folder, [...sign, "-m", "Approve the change – ü\n\ngpgsig of no meaning\n\nSigned-off-by: x"]);
  const object = git(keys.folder, ["cat-file", "commit", "HEAD"]);
  const commit = parseCommit(object);
  assert.ok(commit?.signature);
  assert.equal(commit.id, git(keys.folder, ["rev-parse", "HEAD"]).trim());
  assert.equal(commit.tree, git(keys.folder, ["rev-parse", "HEAD^{tree}"]).trim());
  assert.deepEqual(commit.parents, [git(keys.folder, ["rev-parse", "HEAD~1"]).trim()]);
  assert.equal(commit.at, 1_795_442_400);
  assert.equal(commit.message, git(keys.folder, ["log", "-1", "--format=%B"]).replace(/\n$/, ""));
  const question = { body: commit.signature, message: commit.signed, namespace: "git", at: commit.at };
  const signers = parseAllowedSigners(`x namespaces="git" ${keys.publicKeyOf(key)}`);
  assert.equal(judgeSignature({ ...question, signers }).verdict, "trusted");
});

test("reads an unsigned commit as unsigned, and one with anything else in it not at all", () => {
  using keys = openSshKeygen();
  git(keys.folder, ["init", "-q", "-b", "main"]);
  writeFileSync(join(keys.folder, "a"), "a");
  git(keys.folder, ["commit", "-q", "--allow-empty", "-m", "x"]);
  const object = git(keys.folder, ["cat-file", "commit", "HEAD"]);
  assert.equal(parseCommit(object)?.signature, undefined);
  assert.equal(parseCommit(object)?.message, "x\n");
  const header = "\n\nx\n";
  for (const extra of ["encoding latin1", "mergetag object 1", "gpgsig-sha256 x", "author Eve <e@x> 1 +0000"]) {
    assert.equal(parseCommit(object.replace(header, `\n${extra}${header}`)), undefined, extra);
  }
  const twice = object.replace(header, `\ngpgsig a\ngpgsig b${header}`);
  assert.equal(parseCommit(twice), undefined);
  assert.equal(parseCommit(object.replace("tree ", "tree  ")), undefined);
  assert.equal(parseCommit(""), undefined);
});
