import assert from "node:assert/strict";
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { writeNewFolder } from "#services/stores/files/write-new-folder";

const content = new TextEncoder().encode("invented");

describe("the folder that a plan is written to", () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "lockstep-folder-"));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it("is left by no path, however an engine names its files", async () => {
    const hostile = ["../out.xml", "/etc/x", "a/../../b", "a\\b", "con", "a/\u202eb", ".git/config", "a//b", ""];
    for (const path of hostile) {
      const files = new Map([
        ["fine.xml", content],
        [path, content],
      ]);
      await assert.rejects(writeNewFolder(join(folder, "hostile"), files), { code: "store-unsound" }, path);
    }
    assert.deepEqual(await readdir(folder), [], "and nothing is written before every path was looked at");
  });

  it("is refused where it holds anything: nobody's filled-in secrets are written over", async () => {
    const out = join(folder, "taken");
    await mkdir(out);
    await writeFile(join(out, "mine.txt"), "mine");
    await assert.rejects(writeNewFolder(out, new Map([["a.xml", content]])), { code: "usage" });
    assert.deepEqual(await readdir(out), ["mine.txt"]);
  });

  it("is refused where it is a file, or leads to a folder that holds something", async () => {
    const file = join(folder, "file");
    await writeFile(file, "mine");
    await assert.rejects(writeNewFolder(file, new Map([["a.xml", content]])), { code: "usage" });
    await symlink(join(folder, "taken"), join(folder, "link"));
    await assert.rejects(writeNewFolder(join(folder, "link"), new Map([["a.xml", content]])), { code: "usage" });
  });
});
