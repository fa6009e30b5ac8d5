import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { openApp } from "#services/app";
import { initEstate } from "#services/compose/estate/init-estate";
import { type Settings, settingsFor } from "#services/config";
import { gitAsOutsider } from "#test/fakes/git-as-outsider";

const OPTIONS = { environment: {}, actor: "test", now: () => new Date() };

let parent: string;
before(async () => {
  parent = await mkdtemp(join(tmpdir(), "lockstep-init-"));
});
after(() => rm(parent, { recursive: true, force: true }));

/** What a killed run may leave behind, by what it was about to do. */
const LEFT_BEHIND: Readonly<Record<string, (settings: Settings) => Promise<void>>> = {
  "the mask key": async ({ maskKeyFile }) => await writeFile(`${maskKeyFile}.new`, "k1 0123"),
  "the signing key": async ({ signingKeyFile }) => {
    await writeFile(`${signingKeyFile}.new`, "half");
    await writeFile(`${signingKeyFile}.pub`, "half");
  },
  "the store": async ({ storeDir }) => {
    await mkdir(`${storeDir}.new`, { recursive: true });
    await writeFile(join(`${storeDir}.new`, "config.lock"), "");
  },
  "the clone": async (settings) => {
    await takeAway(settings);
    await mkdir(join(settings.dataFolder, "clone.new", ".git"), { recursive: true });
  },
  "putting the clone in its place": async (settings) => {
    const clone = join(settings.dataFolder, "clone");
    await mkdir(clone);
    for (const name of [".git", "policy"]) await rename(join(settings.folder, name), join(clone, name));
  },
  "clearing up": async ({ dataFolder }) => await mkdir(join(dataFolder, "clone")),
};

/** Takes the clone away again, so that only the data folder is left. */
async function takeAway({ folder, dataFolder }: Settings): Promise<void> {
  for (const name of await readdir(folder)) {
    if (join(folder, name) !== dataFolder) await rm(join(folder, name), { recursive: true });
  }
}

for (const [step, leave] of Object.entries(LEFT_BEHIND)) {
  test(`an estate whose making was cut short at ${step} is finished by making it again`, async () => {
    const folder = join(parent, step.replaceAll(" ", "-"));
    const settings = settingsFor(folder, {});
    const isLate = ["the clone", "putting the clone in its place", "clearing up"].includes(step);
    if (isLate) await initEstate(folder, OPTIONS);
    else await mkdir(join(settings.dataFolder, "keys"), { recursive: true });
    await leave(settings);
    await initEstate(folder, OPTIONS);
    const app = await openApp(settings);
    assert.deepEqual((await app.validate("folder")).problems, []);
    assert.equal((await app.ledger.verify()).sound, true);
    assert.equal(await gitAsOutsider(join(folder, ".git"), `--work-tree=${folder}`, "status", "--porcelain"), "");
    assert.equal(existsSync(join(settings.dataFolder, "clone")), false);
    await assert.rejects(initEstate(folder, OPTIONS), { code: "usage", message: /is not empty/ });
  });
}

test("an estate is named after its folder", async () => {
  const folder = join(parent, "Royal St. Elsewhere");
  await initEstate(folder, OPTIONS);
  assert.match(await readFile(join(folder, "estate.yaml"), "utf8"), /^estate: royal-st-elsewhere$/m);
  const odd = join(parent, "¡!");
  await initEstate(odd, OPTIONS);
  assert.match(await readFile(join(odd, "estate.yaml"), "utf8"), /^estate: my-estate$/m);
});

test("a folder that holds anything of somebody else's is refused and left alone", async () => {
  const folder = join(parent, "occupied");
  await mkdir(folder);
  await writeFile(join(folder, "notes.txt"), "mine");
  await assert.rejects(initEstate(folder, OPTIONS), { code: "usage" });
  assert.deepEqual(await readdir(folder), ["notes.txt"]);
});

test("every policy that its documents tell of stands there as a commented start, in which nobody may or is told anything", async () => {
  const folder = join(parent, "starters");
  const app = await openApp(await initEstate(folder, OPTIONS));
  for (const name of ["access", "notifications", "gate", "runbook"])
    assert.match(await readFile(join(folder, "policy", `${name}.yaml`), "utf8"), /^# .*\n(?:.*\n)*# /, name);
  const { problems } = await app.governed();
  assert.deepEqual(problems, []);
  assert.equal(await app.notices.isAnybodyTold(), false);
});
