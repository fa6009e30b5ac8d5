import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { projectRoot } from "#test/project-root";

const FOLDER = join(projectRoot, "docs", "systemd");
const UNITS = readdirSync(FOLDER).sort();

test("there is a unit for the service, and one for as many workers as are wanted", () => {
  assert.deepEqual(UNITS, ["lockstep-worker@.service", "lockstep.service"]);
});

test("systemd itself takes the units", (t) => {
  if (spawnSync("systemd-analyze", ["--version"]).status !== 0) return t.skip("systemd is not installed here");
  const folder = mkdtempSync(join(tmpdir(), "lockstep-units-"));
  try {
    for (const unit of UNITS) {
      const file = join(folder, unit);
      // Where Node stands is the machine's affair.
      writeFileSync(file, textOf(unit).replaceAll("/usr/bin/node", process.execPath));
      const { status, stdout, stderr } = spawnSync("systemd-analyze", ["verify", file], { encoding: "utf8" });
      assert.equal(status, 0, stderr);
      assert.equal(`${stdout}${stderr}`, "", unit);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test("each unit runs a program of this project, starts it again when it failed, and gives it time to end", () => {
  for (const unit of UNITS) {
    const service = settingsOf(unit);
    const [, program = "", command] =
      /^\/usr\/bin\/node \/opt\/lockstep\/dist\/(\S+)\.js (serve|work)\b/.exec(service["ExecStart"] ?? "") ?? [];
    assert.ok(existsSync(join(projectRoot, `${program}.ts`)), unit);
    assert.equal(command, unit === "lockstep.service" ? "serve" : "work");
    assert.equal(service["Restart"], "on-failure", unit);
    assert.ok(Number(service["TimeoutStopSec"]) >= 60, unit);
  }
});

test("each unit keeps its process from all that it does not need", () => {
  const kept = {
    ...{
      NoNewPrivileges: "yes",
      CapabilityBoundingSet: "",
      ProtectSystem: "strict",
      ProtectHome: "yes",
      PrivateTmp: "yes",
    },
    ...{
      PrivateDevices: "yes",
      RestrictNamespaces: "yes",
      RestrictSUIDSGID: "yes",
      SystemCallFilter: "@system-service",
    },
    ...{ StateDirectory: "lockstep", StateDirectoryMode: "0700", UMask: "0077", User: "lockstep" },
  };
  for (const unit of UNITS) {
    const service = settingsOf(unit);
    for (const [key, value] of Object.entries(kept)) assert.equal(service[key], value, `${unit}: ${key}`);
  }
});

test("no secret stands in a unit", () => {
  for (const unit of UNITS) assert.doesNotMatch(textOf(unit), /^Environment=.*(?:PASSWORD|SECRET|TOKEN|KEY)[^=]*=/m);
});

/** What a unit says, by key; of a key that stands there twice, the last. */
function settingsOf(unit: string): Readonly<Record<string, string>> {
  const lines = textOf(unit)
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#") && !line.startsWith("["));
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]));
}

function textOf(unit: string): string {
  return readFileSync(join(FOLDER, unit), "utf8");
}
