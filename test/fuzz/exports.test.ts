import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { compareOffline } from "#services/compose/estate/compare-sides";
import { artefactFolder } from "#services/core/artefact/file-names";
import { parseArtefact } from "#services/core/artefact/parse-artefact";
import { renderArtefact } from "#services/core/artefact/render-artefact";
import { ERROR_KINDS, LockstepError } from "#services/core/errors";
import { createMask } from "#services/core/mask";
import { normaliseExport } from "#services/core/normalise";
import { mirthConnectDialect } from "#services/engines/mirth-connect/dialect";
import { type FindEndpoint, findEndpoint } from "#services/simulators/mirth-connect/endpoints";
import { readExportFiles } from "#services/stores/files/read-export-files";
import { findPathFault } from "#services/stores/git/assert-safe-path";
import { assertSoundStore, assertWholeSnapshot } from "#test/fakes/assert-sound-store";
import { ACCOUNT, createLoopbackEstate } from "#test/fakes/estate-on-loopback";
import { gitAsOutsider } from "#test/fakes/git-as-outsider";
import { chooseSeed, oneOf, seededRandom } from "#test/fakes/seeded-random";
import { startMirthSimulator } from "#test/fakes/start-mirth-simulator";
import { SMALL_MODEL } from "#test/simulators/small-model";
import { type BaseExport, baseExports } from "./base-exports.js";
import { GIANTS, type Mutant, mutateExport } from "./mutate-export.js";

const MUTANTS = Number(process.env["LOCKSTEP_FUZZ_MUTANTS"] ?? "1000");
const CHECKS = Number(process.env["LOCKSTEP_FUZZ_CHECKS"] ?? "60");
const MASK = createMask("fuzz", Buffer.alloc(32, 5));
const BASES = baseExports();

let temporary: string;

before(async () => {
  temporary = await mkdtemp(join(tmpdir(), "lockstep-fuzz-"));
});

after(() => rm(temporary, { recursive: true, force: true }));

test(`${MUTANTS} damaged or hostile files are refused in words, or read and come back as they were`, async (t) => {
  const random = seededRandom(chooseSeed(t));
  const folder = join(temporary, "files");
  await mkdir(folder);
  const sound = join(folder, "sound.xml");
  const file = join(folder, "mutant.xml");
  const giants = Object.entries(GIANTS);
  const slowest = new Slowest();
  let accepted = 0;
  for (let number = 0; number < MUTANTS; number++) {
    const base = oneOf(BASES, random);
    const giant = giants[number];
    const mutant =
      giant === undefined
        ? mutateExport(base.text, random)
        : { what: giant[0], bytes: Buffer.from(giant[1](base.text, random)) };
    await writeFile(sound, base.text);
    await writeFile(file, mutant.bytes);
    const about = `mutant ${number} of ${base.path}: ${mutant.what}`;
    const began = performance.now();
    if (await readsAndComesBack(file, about)) accepted += 1;
    await compareOrRefuse(file, sound, about);
    slowest.see(performance.now() - began, about);
  }
  t.diagnostic(`${accepted} of ${MUTANTS} were read; the slowest: ${slowest.text()}`);
  assert.deepEqual(readdirSync(folder).sort(), ["mutant.xml", "sound.xml"]);
  assert.equal(Object.hasOwn(Object.prototype, "polluted"), false);
});

/** True where the export was read: then every artefact equals what its files give back, and its paths are safe. */
async function readsAndComesBack(file: string, about: string): Promise<boolean> {
  const options = { dialect: mirthConnectDialect, mask: MASK, scope: "file", storeMessageTemplates: false } as const;
  const read = await answerOrRefusal(async () => {
    const items = await readExportFiles(file);
    return items.flatMap((item) => normaliseExport(item, options).artefacts);
  }, about);
  for (const { artefact } of read ?? []) {
    const files = renderArtefact(artefact);
    assert.deepEqual(parseArtefact(files), artefact, about);
    const { folders } = mirthConnectDialect;
    const folder = artefactFolder(folders[artefact.kind] ?? artefact.kind, artefact.name, artefact.key);
    for (const { path } of files) assert.equal(findPathFault(`${folder}/${path}`), undefined, about);
    assert.equal(new Set(files.map(({ path }) => path.toLowerCase())).size, files.length, about);
  }
  return read !== undefined;
}

async function compareOrRefuse(file: string, sound: string, about: string): Promise<void> {
  const report = await answerOrRefusal(
    () => compareOffline(sound, file, { product: "mirth-connect", mask: MASK }),
    about,
  );
  if (report !== undefined) JSON.stringify(report);
}

/** The answer, or `undefined` where it was refused in a way that a person can act on. */
async function answerOrRefusal<T>(act: () => Promise<T>, about: string): Promise<T | undefined> {
  try {
    return await act();
  } catch (error) {
    assert.ok(error instanceof LockstepError, `${about}: ${error instanceof Error ? error.stack : String(error)}`);
    assertPlain(error.code, error.message, about);
    return undefined;
  }
}

function assertPlain(code: string, message: string, about: string): void {
  assert.ok(Object.hasOwn(ERROR_KINDS, code) && code !== "bug", `${about}: ${code} ${message}`);
  assert.doesNotMatch(message, /[\p{Cc}\p{Cf}\p{Cs}]/u, `${about}: ${JSON.stringify(message)}`);
  assert.ok(message.length < 2_000, `${about}: ${message.length} characters`);
}

test(`a check survives ${CHECKS} damaged or hostile answers, writes nothing elsewhere, and the next one is right`, async (t) => {
  const random = seededRandom(chooseSeed(t));
  const outerTmpdir = process.env["TMPDIR"];
  process.env["TMPDIR"] = temporary;
  let served: { base: BaseExport; mutant: Mutant } | undefined;
  const find: FindEndpoint = (path, version) => {
    const endpoint = findEndpoint(path, version);
    if (served === undefined || path !== served.base.path) return endpoint;
    const { bytes } = served.mutant;
    return { ...endpoint, xml: () => [bytes] };
  };
  const primary = await startMirthSimulator({ model: SMALL_MODEL, account: ACCOUNT, findEndpoint: find });
  const model = { ...SMALL_MODEL, serverId: "5a1c0000-0000-4000-8000-00000000000b" };
  const standby = await startMirthSimulator({ model, account: ACCOUNT });
  try {
    await using estate = await createLoopbackEstate({ primary, standby }, { policy: { policy: { mode: "enforce" } } });
    const { app } = estate;
    const sound = await app.check([]);
    const { snapshot } = await app.open("tie/tie-a");
    const approval = { approver: "C. Chair", ticket: null, reviewed: true };
    await app.adopt({ engineId: "tie", from: "primary", digest: snapshot.digest, ...approval });
    const own = [app.settings.storeDir, app.settings.ledgerMarkFolder];
    const files = filesOutside(own);
    const giants = Object.entries(GIANTS);
    const verdicts = new Map<string, number>();
    for (let number = 0; number < CHECKS; number++) {
      const base = oneOf(BASES, random);
      const giant = giants[number - 10];
      const mutant =
        giant === undefined
          ? mutateExport(base.text, random)
          : { what: giant[0], bytes: Buffer.from(giant[1](base.text, random)) };
      served = { base, mutant };
      const about = `answer ${number} to ${base.path}: ${mutant.what}`;
      const [engine] = (await answerOrRefusal(() => app.check([]), about))?.engines ?? [];
      assert.ok(engine, about);
      verdicts.set(engine.readiness.verdict, (verdicts.get(engine.readiness.verdict) ?? 0) + 1);
      for (const { code, message } of engine.readiness.reasons) {
        // Other reasons name artefacts as the engine does; every report escapes those.
        if (Object.hasOwn(ERROR_KINDS, code)) assertPlain(code, message, about);
      }
      await assertWholeSnapshot(await app.open("tie/tie-a"), about);
      if (number % 20 === 0) await assertSoundStore(app, about);
    }
    served = undefined;
    t.diagnostic([...verdicts].map(([verdict, count]) => `${count} ${verdict}`).join(", "));
    const [last] = (await app.check([])).engines;
    assert.deepEqual([last?.readiness.verdict, last?.readiness.reasons], ["ready", []]);
    assert.equal(last?.nodes[0]?.snapshot?.digest, sound.engines[0]?.nodes[0]?.snapshot?.digest);
    await assertSoundStore(app, "at the end");
    assert.equal((await app.ledger.verify()).sound, true);
    assert.deepEqual(filesOutside(own), files);
    assert.equal(readdirSync(app.settings.ledgerMarkFolder).length, 1, "one mark, of the last record");
    await assertPathsAreSafe(app.settings.storeDir);
  } finally {
    if (outerTmpdir === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = outerTmpdir;
    await Promise.all([primary.stop(), standby.stop()]);
  }
});

/** Everything below the test's own folder, also what git and Node keep there meanwhile, but the folders that a check writes to. */
function filesOutside(folders: readonly string[]): readonly string[] {
  for (const folder of folders) assert.ok(existsSync(folder) && folder.startsWith(temporary));
  return readdirSync(temporary, { recursive: true, withFileTypes: true })
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !folders.some((folder) => path.startsWith(folder)))
    .sort();
}

/** Every path that was ever committed can be checked out anywhere. */
async function assertPathsAreSafe(storeDir: string): Promise<void> {
  const names = await gitAsOutsider(storeDir, "log", "--all", "--format=", "--name-only", "-z", "--no-renames");
  const paths = [...new Set(names.split("\0").filter((path) => path !== ""))];
  assert.ok(paths.length > 30);
  for (const path of paths) {
    assert.equal(findPathFault(path), undefined, JSON.stringify(path));
    assert.match(path, /^[\w~.\-/]+$/);
  }
}

/** Remembers what took longest, for a person to look at; nothing is asserted of it. */
class Slowest {
  private readonly seen: { ms: number; about: string }[] = [];

  see(ms: number, about: string): void {
    this.seen.push({ ms, about });
    this.seen.sort((a, b) => b.ms - a.ms).splice(5);
  }

  text(): string {
    return this.seen.map(({ ms, about }) => `${Math.round(ms)} ms ${about}`).join("; ");
  }
}
