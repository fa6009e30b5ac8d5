import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { LockstepError } from "#services/core/errors";
import { holdFolder } from "#services/queues/hold-folder";

test("gives a folder to one alone, and says who has it", async () => {
  await using place = await folderOfTest();
  const hold = await holdFolder(place.folder);
  await assert.rejects(
    holdFolder(place.folder),
    (error) =>
      error instanceof LockstepError &&
      error.code === "queue-unavailable" &&
      error.message.includes(`process ${process.pid} on ${hostname()}`),
  );
  hold.assertHeld();
  await hold.release();
  await (await holdFolder(place.folder)).release();
});

test("gives a folder to one of many who want it at once", async () => {
  await using place = await folderOfTest();
  for (let round = 0; round < 5; round++) {
    const tries = await Promise.allSettled(Array.from({ length: 12 }, () => holdFolder(place.folder)));
    const holds = tries.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
    assert.equal(holds.length, 1);
    await holds[0]?.release();
  }
});

test("takes a folder over at once from a process that died, also where its number was given again", async () => {
  await using place = await folderOfTest();
  await (await holdFolder(place.folder)).release();
  const mark = JSON.parse(await place.read()) as object;
  const child = spawn(process.execPath, ["-e", ""], { stdio: "ignore" });
  await once(child, "exit");
  await place.write({ ...mark, pid: child.pid, released: false });
  await (await holdFolder(place.folder)).release();
  await place.write({ ...mark, began: "1", released: false });
  await (await holdFolder(place.folder)).release();
});

test("takes a folder over from another machine only when that has been silent for long", async () => {
  await using place = await folderOfTest();
  await (await holdFolder(place.folder)).release();
  const elsewhere = {
    ...(JSON.parse(await place.read()) as object),
    place: "another",
    hostname: "svc-2",
    released: false,
  };
  await place.write(elsewhere);
  await assert.rejects(holdFolder(place.folder), /in use by process \d+ on svc-2/);
  const longAgo = new Date(Date.now() - 120_000);
  await utimes(await place.newest(), longAgo, longAgo);
  await (await holdFolder(place.folder)).release();
});

interface TestFolder extends AsyncDisposable {
  readonly folder: string;
  newest(): Promise<string>;
  read(): Promise<string>;
  write(mark: object): Promise<void>;
}

async function folderOfTest(): Promise<TestFolder> {
  const folder = await mkdtemp(join(tmpdir(), "lockstep-hold-"));
  const newest = async (): Promise<string> => {
    const numbers = (await readdir(folder)).map((name) => Number(/^hold-(\d+)$/.exec(name)?.[1] ?? 0));
    return join(folder, `hold-${Math.max(...numbers)}`);
  };
  return {
    folder,
    newest,
    read: async () => readFile(await newest(), "utf8"),
    write: async (mark) => writeFile(await newest(), JSON.stringify(mark)),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}
