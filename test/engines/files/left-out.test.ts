import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import type { NodeFacts } from "#schemas/snapshot";
import { createFileReader } from "#services/engines/files/create-file-reader";
import type { ReadStep } from "#services/ports/connector";
import { PACKS } from "./file-fixture.js";
import { commitAll, packTar, readAll, requestFor, stageFolder } from "./stage-sources.js";

const SITE = {
  "app.json": '{"port": 6661}',
  "log/route.xml": "<route/>",
  "data/queue/1.xml": "<m/>",
  "in/9434765919.hl7": "MSH|",
  "in/b.hl7": "MSH|",
  "in/old.log.gz": "x",
};
const TOLD = { folders: 2, files: 3, names: ["data/queue/", "log/", "*.hl7", "*.log"] };

function leftOutOf(steps: readonly ReadStep[]): NodeFacts["leftOut"] {
  return steps.flatMap((step) => (step.type === "facts" ? [step.facts] : [])).at(-1)?.leftOut;
}

test("what is left out for its name is told: folders by name, files by form alone, since a file's name may be a patient's", async () => {
  const { folder, remove } = stageFolder(SITE);
  try {
    assert.deepEqual(leftOutOf(await readAll(requestFor({ path: folder }))), TOLD);
    commitAll(folder);
    assert.deepEqual(leftOutOf(await readAll(requestFor({ git: { repository: folder, ref: "main" } }))), TOLD);
  } finally {
    remove();
  }
  const archive = stageFolder({ "a.tgz": gzipSync(await packTar(SITE)) });
  try {
    assert.deepEqual(leftOutOf(await readAll(requestFor({ path: join(archive.folder, "a.tgz") }))), TOLD);
  } finally {
    archive.remove();
  }
});

test("what a person left out, or what was never meant, is no news", async () => {
  const { folder, remove } = stageFolder({ ...SITE, ".git/config": "x" });
  try {
    const exclude = ["log/**", "data/**", "in/**"];
    assert.equal(leftOutOf(await readAll(requestFor({ path: folder, exclude }))), undefined);
    assert.equal(leftOutOf(await readAll(requestFor({ path: folder, include: ["*.json"] }))), undefined);
  } finally {
    remove();
  }
});

test("what several sources leave out is told with the name of each", async () => {
  const { folder, remove } = stageFolder({ "app.json": "{}", "log/a.xml": "<a/>" });
  try {
    const steps = await readAll(requestFor({ name: "one", path: folder }, { name: "two", path: folder }));
    assert.deepEqual(leftOutOf(steps), { folders: 2, files: 0, names: ["one:log/", "two:log/"] });
  } finally {
    remove();
  }
});

test("of many folders the first are named, and all are counted", async () => {
  const files = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`s${index}/log/a.xml`, "<a/>"]));
  const { folder, remove } = stageFolder({ "app.json": "{}", ...files });
  try {
    const told = leftOutOf(await readAll(requestFor({ path: folder })));
    assert.deepEqual([told?.folders, told?.names.length], [30, 10]);
  } finally {
    remove();
  }
});

test("a diagnosis says what is left out, too, so that nobody learns it from a missing configuration", async () => {
  const { folder, remove } = stageFolder(SITE);
  try {
    const told = await createFileReader({ packs: { presets: PACKS, own: new Map() } }).diagnose(
      requestFor({ path: folder }),
    );
    assert.deepEqual(told, [
      {
        check: "files",
        state: "ok",
        message: "1 file was read; left out for their names: 'data/queue/', 'log/', '*.hl7', '*.log'.",
      },
    ]);
  } finally {
    remove();
  }
});
