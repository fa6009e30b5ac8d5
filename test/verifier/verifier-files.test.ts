import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { envelopeOf, makeTestKey, packFiles, sealChain, zipOf } from "#test/fakes/sealed-pack";
import { verifierFiles } from "#test/house/verifier-files";
import { projectRoot } from "#test/project-root";

const key = makeTestKey();
const folder = mkdtempSync(join(tmpdir(), "lockstep-verifier-"));
after(() => {
  key[Symbol.dispose]();
  rmSync(folder, { recursive: true, force: true });
});

const program = join(projectRoot, "baselines/evidence-verifier/verify.mjs");
const chain = sealChain(key, [{ estate: "tees" }, { run: 1 }]);
const files = packFiles(chain);
const pack = join(folder, "pack.zip");
writeFileSync(pack, zipOf(files, envelopeOf(key, files, chain)));

function run(...args: readonly string[]) {
  return spawnSync(process.execPath, [program, ...args], { encoding: "utf8", env: {} });
}

test("what packs carry is made of the source as it stands: npm run verifier", () => {
  for (const [path, text] of verifierFiles()) assert.equal(readFileSync(join(projectRoot, path), "utf8"), text, path);
});

test("it imports what Node brings to read, inflate and hash, and opens no connection", () => {
  const text = readFileSync(program, "utf8");
  const imported = [...text.matchAll(/\bimport\b(?!\.meta)[^;]*?["']([^"']+)["']/g)].map(([, name]) => name);
  assert.deepEqual(imported, ["node:crypto", "node:stream", "node:zlib", "node:fs/promises"]);
  assert.doesNotMatch(text, /\b(?:fetch|XMLHttpRequest|WebSocket|EventSource|sendBeacon|eval|Function)\s*\(/);
});

test("as a program it says 0 for a sound pack, 2 without a key, 1 for another's, and tells why", () => {
  const sound = run(pack, "--key", key.fingerprint);
  assert.equal(sound.status, 0, sound.stdout + sound.stderr);
  assert.match(sound.stdout, /^The pack holds/);
  assert.equal(run(pack).status, 2);
  const other = run(pack, "--key", `SHA256:${"A".repeat(43)}`);
  assert.equal(other.status, 1);
  assert.match(other.stdout, /signed by another key than yours/);
});

test("what it cannot read, or does not understand, is never sound", () => {
  writeFileSync(join(folder, "none.zip"), "no archive");
  assert.equal(run(join(folder, "none.zip"), "--key", key.fingerprint).status, 1);
  for (const args of [
    [],
    [join(folder, "missing.zip")],
    [pack, "--key"],
    [pack, "--key", "SHA256:short"],
    [pack, "--head", "1:x"],
    [pack, pack],
  ]) {
    assert.equal(run(...args).status, 2, args.join(" "));
  }
});
