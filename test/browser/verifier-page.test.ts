import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { forgeArchive } from "#test/fakes/forge-archive";
import { envelopeOf, makeTestKey, packFiles, sealChain, zipOf } from "#test/fakes/sealed-pack";
import { until } from "#test/fakes/until";
import { projectRoot } from "#test/project-root";
import { lookAtPage, openChromium } from "./look-at-page.js";

const key = makeTestKey();
const folder = mkdtempSync(join(tmpdir(), "lockstep-verifier-page-"));
const chain = sealChain(key, [{ estate: "tees" }, { run: 1 }]);
const files = packFiles(chain);
const archive = zipOf(files, envelopeOf(key, files, chain));
let browser: Browser;
let page: Page;
const refused: string[] = [];
const asked: string[] = [];

before(async () => {
  browser = await openChromium();
  page = await (await browser.newContext({ offline: true })).newPage();
  page.on("console", (message) => refused.push(message.text()));
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(pathToFileURL(join(projectRoot, "baselines/evidence-verifier/verify.html")).href);
});

after(async () => {
  await browser.close();
  key[Symbol.dispose]();
  rmSync(folder, { recursive: true, force: true });
});

async function check(bytes: Uint8Array, fingerprint: string): Promise<string> {
  const file = join(folder, "pack.zip");
  writeFileSync(file, bytes);
  await page.setInputFiles("#pack", file);
  await page.fill("#key", fingerprint);
  await page.click("button");
  // The page lets no script in but its own: what it says is asked for from outside.
  const said = async (): Promise<string> => (await page.textContent("#answer")) ?? "";
  await until(async () => !/^(Checking|Nothing was)/.test(await said()));
  const answer = await said();
  await page.goto(page.url());
  return answer;
}

test("a browser without a network tells a sound pack from one that was changed", async () => {
  assert.match(await check(archive, key.fingerprint), /^The pack holds/);
  assert.match(await check(archive, ""), /cannot be told/);
  const changed = new Map(files).set("01-population.csv", new Uint8Array([1]));
  const other = await check(zipOf(changed, envelopeOf(makeTestKey(), changed, chain)), key.fingerprint);
  assert.match(other, /BROKEN[\s\S]*signed by another key than yours/);
});

test("a browser, too, refuses bytes that were hidden behind what is deflated, and a file that is no pack", async () => {
  const all = new Map([...files, ["attestation.dsse.json", Buffer.from(envelopeOf(key, files, chain))]]);
  const entries = [...all].map(([name, bytes]) => ({ name, bytes }));
  assert.match(await check(forgeArchive(entries), key.fingerprint), /^The pack holds/);
  const hidden = entries.map((entry, at) => (at === 0 ? { ...entry, behind: Uint8Array.of(1) } : entry));
  assert.match(await check(forgeArchive(hidden), key.fingerprint), /BROKEN[\s\S]*cannot be unpacked/);
  assert.match(await check(new Uint8Array(5), key.fingerprint), /BROKEN/);
});

test("the page asks for nothing, and breaks none of its own rules", async () => {
  assert.deepEqual(
    asked.filter((url) => !url.startsWith("file:")),
    [],
  );
  assert.deepEqual(refused, []);
});

test("the page is clean under axe and fits every screen", async () => {
  // The page lets no script in but its own, so the looking is done on a copy without that rule.
  const context = await browser.newContext({ bypassCSP: true, offline: true });
  const copy = await context.newPage();
  await copy.goto(page.url());
  await lookAtPage(copy, "verifier");
  await context.close();
});
