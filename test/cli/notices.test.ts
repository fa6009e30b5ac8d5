import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { runCli } from "./run-cli.js";

test("a trial by a service file is of its one estate, and of several one has to be named", async () => {
  const cwd = await mkdtemp(join(tmpdir(), "lockstep-notices-"));
  try {
    for (const name of ["north", "south"]) assert.equal((await runCli(["init", name], { cwd })).exit, 0);
    const trial = async (...folders: readonly string[]): Promise<string> => {
      await writeFile(join(cwd, "service.yaml"), JSON.stringify({ estates: folders.map((folder) => ({ folder })) }));
      return (await runCli(["notices", "test", "on-call", "--service", "service.yaml"], { cwd })).stderr;
    };
    assert.match(await trial("north"), /There is no channel 'on-call'/);
    assert.match(await trial("north", "south"), /several estates: --estate is needed/);
  } finally {
    await rm(cwd, { recursive: true, force: true });
  }
});
