import assert from "node:assert/strict";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, test } from "node:test";
import type { SpooledUpload } from "#services/ports/collection-spool";
import { openSpool } from "#services/stores/spool/open-spool";

let root: string;
let folder: string;

before(async () => {
  root = await mkdtemp(join(tmpdir(), "lockstep-spool-"));
});

beforeEach(async () => {
  folder = await mkdtemp(join(root, "spool-"));
});

after(() => rm(root, { recursive: true, force: true }));

function look(sequence: number, engineId = "tie"): SpooledUpload {
  const at = new Date(Date.UTC(2026, 10, 23, sequence % 24)).toISOString();
  const signed = { document: `{"sequence":${sequence}}`, signature: "invented" };
  return { engineId, sequence, at, dialect: "mirth-connect/9", signed, commits: { "tie-a": "0".repeat(40) } };
}

test("what waits comes out in the order of its numbers, also across a power of ten, and as it was put in", async () => {
  const spool = openSpool(folder);
  for (const sequence of [10, 9, 1_795_448_937_439]) await spool.put(look(sequence), 10);
  await spool.put(look(1, "lab"), 10);
  assert.deepEqual(await spool.engines(), ["lab", "tie"]);
  assert.deepEqual(await spool.waiting("tie"), [9, 10, 1_795_448_937_439]);
  assert.deepEqual(await openSpool(folder).read("tie", 10), look(10));
  await spool.remove(look(9));
  assert.deepEqual(await spool.waiting("tie"), [10, 1_795_448_937_439]);
});

test("where too many wait the oldest make room, and how many are gone and of when is remembered until one tells it", async () => {
  const spool = openSpool(folder);
  for (const sequence of [1, 2, 3, 4]) await spool.put(look(sequence), 2);
  assert.deepEqual(await spool.waiting("tie"), [3, 4]);
  const dropped = await openSpool(folder).dropped("tie");
  assert.deepEqual(dropped, { looks: 2, since: look(1).at, until: look(2).at });
  await spool.put({ ...look(5), ...(dropped === undefined ? {} : { dropped }) }, 10);
  assert.equal(await spool.dropped("tie"), undefined);
});

test("a look that was to tell of others, and has to make room itself, leaves both to be told", async () => {
  const spool = openSpool(folder);
  for (const sequence of [1, 2]) await spool.put(look(sequence), 1);
  const dropped = await spool.dropped("tie");
  assert.equal(dropped?.looks, 1);
  await spool.put({ ...look(3), ...(dropped === undefined ? {} : { dropped }) }, 1);
  assert.equal((await spool.dropped("tie"))?.looks, 1, "the second one; the third tells of the first");
  await spool.put(look(4), 1);
  assert.deepEqual(await spool.dropped("tie"), { looks: 3, since: look(1).at, until: look(3).at });
});

test("what the service will never take is set aside with the reason, and told as gone", async () => {
  const spool = openSpool(folder);
  await spool.put(look(1), 10);
  await spool.setAside(look(1), "It is not of its form.");
  assert.deepEqual(await spool.waiting("tie"), []);
  const [name = ""] = await readdir(join(folder, "refused", "tie"));
  assert.match(await readFile(join(folder, "refused", "tie", name), "utf8"), /It is not of its form/);
  assert.equal((await spool.dropped("tie"))?.looks, 1);
});

test("what a kill left half written is not taken for a look", async () => {
  await mkdir(join(folder, "waiting", "tie"), { recursive: true });
  await writeFile(join(folder, "waiting", "tie", "0000000000000001.json.0123456789ab.part"), '{"engineId"');
  assert.deepEqual(await openSpool(folder).waiting("tie"), []);
});

test("a look that the disk damaged stops the pass by name, and is never passed over in silence", async () => {
  const spool = openSpool(folder);
  await spool.put(look(1), 10);
  await writeFile(join(folder, "waiting", "tie", "0000000000000001.json"), "{}");
  await assert.rejects(spool.read("tie", 1), { code: "system-refused" });
});
