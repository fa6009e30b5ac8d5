import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { assertSchema } from "./assert-schema.js";
import { type CliResult, runCli } from "./run-cli.js";

let folder: string;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "lockstep-token-cli-"));
  const { exit, stderr } = await runCli(["init", join(folder, "estate")], { cwd: folder });
  assert.equal(exit, 0, stderr);
});

after(() => rm(folder, { recursive: true, force: true }));

function token(...args: string[]): Promise<CliResult> {
  return runCli(["token", ...args], { cwd: join(folder, "estate") });
}

const BY = ["--by", "J. Okafor"];

test("shows a token once, lists it without its secret, and ends it by its name", async () => {
  const made = await token("create", "--name", "haproxy-a", "--role", "viewer", ...BY);
  assert.equal(made.exit, 0, made.stderr);
  const [text = ""] = made.stdout.split("\n");
  assert.match(text, /^lks_[0-9a-f]{16}_[0-9a-f]{64}$/);
  const secret = text.slice(-64);
  const listed = await token("list");
  assert.match(listed.stdout, /haproxy-a {2}viewer {2}all engines .* never used/);
  assert.equal(listed.stdout.includes(secret), false);
  for (const name of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (name.isFile()) {
      const bytes = await readFile(join(name.parentPath, name.name));
      assert.equal(bytes.includes(secret), false, name.name);
    }
  }
  assert.equal((await token("revoke", "haproxy-a", ...BY)).exit, 0);
  assert.match((await token("list")).stdout, /There is no token/);
  assert.notEqual((await token("revoke", "haproxy-a", ...BY)).exit, 0);
});

test("answers scripts in documents that a schema describes", async () => {
  const made = await token("create", "--name", "json-a", "--role", "meter", "--json", ...BY);
  assertSchema("token-created", made.stdout);
  assertSchema("token-list", (await token("list", "--json")).stdout);
  assertSchema("token-revoked", (await token("revoke", "json-a", "--json", ...BY)).stdout);
});

for (const args of [
  ["create", "--name", "a1", "--role", "approver", ...BY],
  ["create", "--name", "a1", "--role", "administrator", ...BY],
  ["create", "--name", "a1", "--role", "viewer", "--days", "401", ...BY],
  ["create", "--name", "a1", "--role", "viewer", "--days", "0", ...BY],
  ["create", "--name", "a b", "--role", "viewer", ...BY],
  ["create", "--name", "a1", "--role", "viewer"],
  ["create", "--name", "a1", "--role", "viewer", "--by", "tbc"],
]) {
  test(`token ${args.join(" ")} makes nothing`, async () => {
    assert.equal((await token(...args)).exit, 64);
    assert.match((await token("list")).stdout, /There is no token/);
  });
}
