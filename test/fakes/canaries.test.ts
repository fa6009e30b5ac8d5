import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { isNhsNumber } from "#services/core/privacy/nhs-number";
import { CANARIES, findLeaks } from "#test/fakes/canaries";
import { findLeaksInRepository } from "#test/fakes/find-leaks-in-repository";
import { recordedSecrets } from "#test/fakes/recorded-secrets";

const escapeXml = (text: string): string =>
  text.replace(
    /[&<>"']/g,
    (character) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[character] ?? "&apos;",
  );

const ENCODINGS: Readonly<Record<string, (value: string) => string>> = {
  "in clear": (value) => value,
  "in base64": (value) => Buffer.from(value).toString("base64"),
  "in base64, one byte in": (value) => Buffer.from(`:${value};;`).toString("base64"),
  "in base64, two bytes in": (value) => Buffer.from(`u:${value}`).toString("base64"),
  "in base64 for URLs": (value) => Buffer.from(`u:${value}`).toString("base64url"),
  "in hexadecimal": (value) => Buffer.from(value).toString("hex"),
  "in a URL": (value) => encodeURIComponent(value),
  "in JSON": (value) => JSON.stringify({ value }),
  "in XML": (value) => `<x>${escapeXml(value)}</x>`,
};

for (const [encoding, encode] of Object.entries(ENCODINGS)) {
  test(`finds every canary ${encoding}`, () => {
    for (const [canary, value] of Object.entries(CANARIES)) {
      assert.ok(findLeaks(`before ${encode(value)} after`, { [canary]: value }).length > 0, canary);
    }
  });
}

test("finds nothing where no canary is, and never tells the value", () => {
  assert.deepEqual(findLeaks("a quiet text ".repeat(1000), CANARIES), []);
  assert.ok(!JSON.stringify(findLeaks(CANARIES.mapSecret, CANARIES)).includes(CANARIES.mapSecret));
});

test("plants a person whose number is valid", () => assert.equal(isNhsNumber(CANARIES.nhsNumber), true));

test("finds a canary in a Git object that no reference reaches", async () => {
  const gitDir = mkdtempSync(join(tmpdir(), "canaries-"));
  try {
    execFileSync("git", ["init", "--quiet", "--bare", gitDir]);
    assert.deepEqual(await findLeaksInRepository(gitDir, CANARIES), []);
    execFileSync("git", ["--git-dir", gitDir, "hash-object", "-w", "--stdin"], {
      input: `x ${CANARIES.smtpPassword} y`,
    });
    const leaks = await findLeaksInRepository(gitDir, CANARIES);
    assert.deepEqual(
      leaks.map((leak) => leak.canary),
      ["smtpPassword"],
    );
  } finally {
    rmSync(gitDir, { recursive: true });
  }
});

const recorded = recordedSecrets();

test("collects the secrets of the recordings from every kind of place", {
  skip: recorded === undefined && "../shared is absent",
}, () => {
  const places = new Set(Object.keys(recorded ?? {}).map((name) => name.replace(/ \d+$/, "")));
  for (const place of ["connector", "header", "configuration map", "audit attribute"])
    assert.ok(places.has(place), place);
});
