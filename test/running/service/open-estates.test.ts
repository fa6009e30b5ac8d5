import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { stringify } from "yaml";
import { type Settings, settingsFor } from "#services/config";
import { LockstepError } from "#services/core/errors";
import { parseGoverned } from "#services/core/policy/parse-governed";
import type { Logger } from "#services/ports/logger";
import type { BookedApp } from "#services/running/service/open-estate-book";
import { openEstateNames } from "#services/running/service/open-estate-names";
import { openEstates } from "#services/running/service/open-estates";

const QUIET: Logger = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Estates by folder; one that is `closed` cannot be opened yet. */
function hospital(names: Record<string, { estate: string; closed?: boolean; broken?: boolean }>) {
  const settings = Object.keys(names).map((folder) => settingsFor(join("/estates", folder), {}));
  const openApp = (given: Settings): Promise<BookedApp> => {
    const of = names[given.folder.split("/").at(-1) ?? ""] ?? { estate: "", closed: true };
    if (of.closed) return Promise.reject(new LockstepError("key-missing", "The mask key cannot be read."));
    const text = (): string => (of.broken ? "estate: [" : stringify({ estate: of.estate, engines: [] }));
    return Promise.resolve({
      settings: given,
      estate: () => Promise.reject(new LockstepError("estate-invalid", "not used here")),
      governed: () => Promise.resolve(parseGoverned(new Map([["estate.yaml", text()]]))),
    });
  };
  const openParts = () => Promise.resolve({ close: () => Promise.resolve() });
  return { settings, openApp, openParts };
}

async function temporaryFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "lockstep-names-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

test("an estate that cannot be opened keeps no other from being served, and comes in once it can", async () => {
  const names = { north: { estate: "north" }, south: { estate: "south", closed: true } };
  const { settings, ...given } = hospital(names);
  const opened = await openEstates(settings, { ...given, logger: QUIET });
  assert.deepEqual(
    opened.estates.map(({ id }) => id),
    ["north"],
  );
  assert.deepEqual(opened.closed(), [{ folder: "/estates/south", why: "key-missing" }]);
  names.south.closed = false;
  await opened.reread();
  assert.deepEqual(
    opened.estates.map(({ id }) => id),
    ["north", "south"],
  );
  assert.deepEqual(opened.closed(), []);
});

test("the only estate must open", async () => {
  const { settings, ...given } = hospital({ north: { estate: "north", closed: true } });
  await assert.rejects(openEstates(settings, { ...given, logger: QUIET }), /mask key/);
});

test("two estates of one name are not both served", async () => {
  const { settings, ...given } = hospital({ north: { estate: "trust" }, south: { estate: "trust" } });
  const opened = await openEstates(settings, { ...given, logger: QUIET });
  assert.equal(opened.estates.length, 1);
  assert.deepEqual(opened.closed(), [{ folder: "/estates/south", why: "service-invalid" }]);
});

test("an estate whose estate.yaml does not read is named after its folder until it does", async () => {
  const names = { north: { estate: "north-trust", broken: true } };
  const { settings, ...given } = hospital(names);
  const { estates, reread } = await openEstates(settings, { ...given, logger: QUIET });
  assert.equal(estates[0]?.id, "north");
  assert.equal(estates[0]?.declared(), undefined);
  names.north.broken = false;
  await reread();
  assert.equal(estates[0]?.id, "north-trust");
  assert.equal(estates[0]?.declared()?.estate, "north-trust");
});

test("an estate that names what is not its own keeps its address, with nothing of it in force", async () => {
  const { settings, openApp, openParts } = hospital({ north: { estate: "north-trust" } });
  const message = "estate.yaml names what is not this estate's at /engines/0.";
  const refused = new LockstepError("estate-not-confined", message, { details: { estate: "north-trust" } });
  const opened = await openEstates(settings, {
    openApp: async (given) => ({ ...(await openApp(given)), governed: () => Promise.reject(refused) }),
    openParts,
    logger: QUIET,
  });
  assert.equal(opened.estates[0]?.id, "north-trust");
  assert.equal(opened.estates[0]?.declared(), undefined);
});

test("an estate that comes to call itself as another does keeps its name: what may be seen goes by names", async () => {
  const names = { north: { estate: "north" }, south: { estate: "south" } };
  const { settings, ...given } = hospital(names);
  const { estates, reread } = await openEstates(settings, { ...given, logger: QUIET });
  names.south.estate = "north";
  await reread();
  assert.deepEqual(
    estates.map(({ id }) => id),
    ["north", "south"],
  );
  names.north.estate = "east";
  await reread();
  await reread();
  assert.deepEqual(
    estates.map(({ id }) => id),
    ["east", "north"],
  );
});

test("a name stays that of an estate which is not open: no other comes to be called so meanwhile", async (t) => {
  const names = { north: { estate: "north", closed: false }, south: { estate: "south" } };
  const { settings, ...given } = hospital(names);
  const folder = await temporaryFolder(t);
  await openEstates(settings, { ...given, logger: QUIET, names: await openEstateNames(folder) });
  names.north.closed = true;
  const kept = await openEstateNames(folder);
  const { estates, reread } = await openEstates(settings, { ...given, logger: QUIET, names: kept });
  names.south.estate = "north";
  await reread();
  assert.deepEqual(
    estates.map(({ id }) => id),
    ["south"],
  );
});

test("a name stays that of whoever had it before the service was started anew, whichever estate is opened first", async (t) => {
  const names = { south: { estate: "south" }, north: { estate: "north" } };
  const { settings, ...given } = hospital(names);
  const folder = await temporaryFolder(t);
  await openEstates(settings, { ...given, logger: QUIET, names: await openEstateNames(folder) });
  names.south.estate = "north";
  const kept = await openEstateNames(folder);
  const { estates, closed } = await openEstates(settings, { ...given, logger: QUIET, names: kept });
  assert.deepEqual(
    estates.map(({ id, declared }) => [id, declared()?.estate]),
    [
      ["south", "north"],
      ["north", "north"],
    ],
  );
  assert.deepEqual(closed(), []);
});

test("an estate that does not read when the service starts is called as it was before", async (t) => {
  const names = { north: { estate: "north-trust", broken: false }, south: { estate: "south" } };
  const { settings, ...given } = hospital(names);
  const folder = await temporaryFolder(t);
  await openEstates(settings, { ...given, logger: QUIET, names: await openEstateNames(folder) });
  names.north.broken = true;
  const kept = await openEstateNames(folder);
  const { estates } = await openEstates(settings, { ...given, logger: QUIET, names: kept });
  assert.equal(estates[0]?.id, "north-trust");
});

test("a name that an estate gave up is free for another, also after a start", async (t) => {
  const names = { north: { estate: "north" }, south: { estate: "south" } };
  const { settings, ...given } = hospital(names);
  const folder = await temporaryFolder(t);
  const first = await openEstates(settings, { ...given, logger: QUIET, names: await openEstateNames(folder) });
  names.north.estate = "east";
  await first.reread();
  names.south.estate = "north";
  const kept = await openEstateNames(folder);
  const { estates } = await openEstates(settings, { ...given, logger: QUIET, names: kept });
  assert.deepEqual(
    estates.map(({ id }) => id),
    ["east", "north"],
  );
});

test("names that do not read keep the service from starting, and say so", async (t) => {
  const folder = await temporaryFolder(t);
  await writeFile(join(folder, "estate-names.json"), "[");
  await assert.rejects(openEstateNames(folder), { code: "service-invalid" });
});

test("an estate.yaml that does not read is told as not in force, once, with its cause, and the estate is served", async () => {
  const lines: string[] = [];
  const logger: Logger = {
    ...QUIET,
    error: (message, fields) => void lines.push(`${message} ${JSON.stringify(fields)}`),
  };
  const { settings, ...given } = hospital({ north: { estate: "north", broken: true } });
  const opened = await openEstates(settings, { ...given, logger });
  await opened.reread();
  const told = lines.filter((line) => line.startsWith("an estate is not in force"));
  assert.equal(told.length, 1, lines.join("\n"));
  assert.match(told[0] ?? "", /"estate":"north","why":\["estate\.yaml .*\w/);
  assert.equal(opened.estates.length, 1);
});
