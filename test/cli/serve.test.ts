import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { runCli } from "./run-cli.js";

const MISTYPED: readonly (readonly string[])[] = [
  ["--port", "65536"],
  ["--port", "eighty"],
  ["--every", "0"],
  ["--every", "60"],
  ["--trust-proxy", "proxy.hospital.test"],
  ["--trust-proxy", "10.1.2.3/33"],
  ["--trust-proxy", "10.1.2.3", "10.1.0.0/16/8"],
];

for (const args of MISTYPED) {
  test(`serve ${args.join(" ")} is a mistake of whoever typed it, told before anything is opened`, async () => {
    const { exit, stderr } = await runCli(["serve", ...args], { cwd: tmpdir() });
    assert.equal(exit, 64);
    assert.match(stderr, /It is /);
  });
}

test("serve without an estate says so", async () => {
  const { exit, stderr } = await runCli(["serve", "--trust-proxy", "10.1.0.0/16", "::1"], { cwd: tmpdir() });
  assert.equal(exit, 2);
  assert.match(stderr, /estate-not-found/);
});

test("serve lets nobody else reach a service that cannot tell who they are, and says what to do", async () => {
  const folder = await mkdtemp(join(tmpdir(), "lockstep-serve-"));
  try {
    const estate = join(folder, "estate");
    assert.equal((await runCli(["init", estate], { cwd: folder })).exit, 0);
    for (const host of ["0.0.0.0", "::", "10.1.2.3", "lockstep.hospital.test"]) {
      const { exit, stderr } = await runCli(["serve", "--host", host], { cwd: estate });
      assert.equal(exit, 64, host);
      assert.match(stderr, /no sign-in/);
      assert.match(stderr, /signIn in service.yaml; or --no-people/);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
