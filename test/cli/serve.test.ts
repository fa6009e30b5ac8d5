import assert from "node:assert/strict";
import { tmpdir } from "node:os";
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
