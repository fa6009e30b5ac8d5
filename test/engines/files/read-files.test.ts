import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { gzipSync } from "node:zlib";
import type { FileSource } from "#schemas/file-source";
import { normaliseExport } from "#services/core/normalise";
import type { FileFolder } from "#services/engines/files/file-folder";
import { writePlainZip } from "#services/formats/zip/write-plain-zip";
import type { ReadRequest } from "#services/ports/connector";
import { dialect, mask } from "./file-fixture.js";
import {
  commitAll,
  failureOf,
  originsOf,
  packTar,
  readAll,
  requestFor,
  stageFolder,
  unreadOf,
} from "./stage-sources.js";

const SITE = { "app.json": '{"port": 6661}', "lib/route.js": "return 1;\n" };

describe("a folder of files", () => {
  it("is read whole, in order of name, and counted", () =>
    withFolder(SITE, async (folder) => {
      const steps = await readAll(requestFor({ path: folder }));
      assert.deepEqual(originsOf(steps), ["app.json", "lib/route.js"]);
      assert.deepEqual(unreadOf(steps), []);
      assert.deepEqual(steps.at(-1), { type: "facts", facts: { counts: { file: 2 } } });
    }));

  it("that is not there is an error, and none with its files deleted", () =>
    withFolder(SITE, async (folder) => {
      assert.equal(await failureOf(requestFor({ path: join(folder, "absent") })), "node-unreachable");
    }));

  it("that is empty is an error, since one whose share is not mounted looks the same", () =>
    withFolder({}, async (folder) => {
      assert.equal(await failureOf(requestFor({ path: folder })), "answer-unexpected");
    }));

  it("that holds nothing of what is meant is an error, too", () =>
    withFolder(SITE, async (folder) => {
      assert.equal(await failureOf(requestFor({ path: folder, preset: "cloverleaf" })), "answer-unexpected");
    }));

  it("whose links lead elsewhere is told to hold links, which nobody follows", () =>
    withFolder(SITE, async (folder) => {
      symlinkSync("/etc/passwd", join(folder, "passwd.txt"));
      symlinkSync("/etc", join(folder, "etc"));
      const steps = await readAll(requestFor({ path: folder }));
      assert.deepEqual(originsOf(steps), ["app.json", "lib/route.js"]);
      assert.deepEqual(unreadOf(steps), ["answer-unexpected", "answer-unexpected"]);
      assert.deepEqual(unreadOf(await readAll(requestFor({ path: folder, exclude: ["passwd.txt", "etc/**"] }))), []);
    }));

  it("is told to hold a link in a folder's place, whatever the files are called that are meant", () =>
    withFolder({ "a.xml": "<a/>" }, async (folder) => {
      symlinkSync("/etc", join(folder, "routes"));
      const meant = async (source: Partial<FileSource>): Promise<readonly string[]> =>
        unreadOf(await readAll(requestFor({ path: folder, ...source })));
      assert.deepEqual(await meant({ preset: "camel" }), ["answer-unexpected"]);
      assert.deepEqual(await meant({ include: ["*.xml", "routes/*.xml"] }), ["answer-unexpected"]);
      assert.deepEqual(await meant({ include: ["*.xml", "conf/**/*.xml"] }), []);
      assert.deepEqual(await meant({ preset: "camel", exclude: ["routes/**"] }), []);
      commitAll(folder);
      const git = { repository: folder, ref: "main" };
      assert.deepEqual(unreadOf(await readAll(requestFor({ git, preset: "camel" }))), ["answer-unexpected"]);
    }));

  it("is told to hold a name that no file should have, whatever is meant", () =>
    withFolder({ "a.xml": "<a/>", "b\\c.xml": "<a/>" }, async (folder) => {
      assert.deepEqual(unreadOf(await readAll(requestFor({ path: folder, include: ["*.xml"] }))), [
        "answer-unexpected",
      ]);
    }));

  it("is not read through a link that takes a file's place in between", () =>
    withFolder(SITE, async (folder) => {
      const swap = whenRead(() => {
        rmSync(join(folder, "lib"), { recursive: true });
        symlinkSync("/etc", join(folder, "lib"));
      });
      const steps = await readAll(requestFor({ path: folder }), { observe: swap });
      assert.ok(!originsOf(steps).includes("lib/route.js"));
      assert.notDeepEqual(unreadOf(steps), []);
    }));

  for (const [code, told] of [
    ["EACCES", "rights-narrowed"],
    ["EIO", "answer-truncated"],
  ] as const) {
    it(`tells of a file that cannot be read (${code}) that it was not read, and reads the others`, () =>
      withFolder(SITE, async (folder) => {
        const steps = await readAll(requestFor({ path: folder }), { observe: failing("app.json", code) });
        assert.deepEqual([originsOf(steps), unreadOf(steps)], [["lib/route.js"], [told]]);
      }));
  }

  it("that changes while it is read is told to have changed", () =>
    withFolder(SITE, async (folder) => {
      const change = whenRead(() => writeFileSync(join(folder, "app.json"), '{"port": 6662, "more": true}'));
      assert.ok(
        unreadOf(await readAll(requestFor({ path: folder }), { observe: change })).includes("answer-truncated"),
      );
    }));

  it("whose files come and go while it is read is told so, file by file", () =>
    withFolder(SITE, async (folder) => {
      const move = whenRead(() => {
        renameSync(join(folder, "lib/route.js"), join(folder, "lib/other.js"));
        writeFileSync(join(folder, "new.js"), "x");
      });
      const steps = await readAll(requestFor({ path: folder, include: ["app.json", "*.js"] }), { observe: move });
      assert.deepEqual(unreadOf(steps), ["answer-truncated"]);
    }));

  it("of which a file is too large says so, and reads the others", () =>
    withFolder(SITE, async (folder) => {
      const steps = await readAll(requestFor({ path: folder }), { limits: { maxFileBytes: 10 } });
      assert.deepEqual([originsOf(steps), unreadOf(steps)], [["lib/route.js"], ["answer-too-large"]]);
    }));

  it("with more files than anyone meant is refused", () =>
    withFolder(SITE, async (folder) => {
      assert.equal(await failureOf(requestFor({ path: folder }), { limits: { maxFiles: 1 } }), "answer-too-large");
      assert.equal(await failureOf(requestFor({ path: folder }), { limits: { maxEntries: 2 } }), "answer-too-large");
    }));

  it("keeps logs, message stores and databases out, whatever is asked for", () =>
    withFolder(
      { ...SITE, "logs/a.log": "x", "msg/smat.smatdb": "x", "x.db": "x", "in/1.hl7": "MSH|" },
      async (folder) => {
        const steps = await readAll(requestFor({ path: folder, include: ["**"] }));
        assert.deepEqual(originsOf(steps), ["app.json", "lib/route.js"]);
      },
    ));

  it("gives of a key its size and a keyed digest, and nothing that anyone could use", () =>
    withFolder({ "conf/tie.p12": "not a real key store" }, async (folder) => {
      const [step] = await readAll(requestFor({ path: folder }));
      assert.ok(step?.type === "item" && !Buffer.from(step.item.bytes).toString().includes("real key"));
      const options = { dialect, mask, scope: "server", storeMessageTemplates: false } as const;
      const kept = JSON.stringify(normaliseExport(step.item, options));
      assert.match(kept, /masked:tests:[0-9a-f]{32}/);
      assert.doesNotMatch(kept, /[0-9a-f]{64}/);
    }));

  it("stands beside another source under names of their own", () =>
    withFolder({ ...SITE, "conf/mirth.properties": "http.port = 8080\n" }, async (folder) => {
      const site: FileSource = { name: "site", path: folder, include: ["*.json"] };
      const steps = await readAll(requestFor(site, { path: folder, preset: "mirth-node-files" }));
      assert.deepEqual(originsOf(steps), ["site:app.json", "mirth-node-files:conf/mirth.properties"]);
      const both = requestFor(site, { name: "gone", path: join(folder, "absent") });
      assert.deepEqual(unreadOf(await readAll(both)), ["node-unreachable"]);
    }));

  it("is left when the read is stopped", () =>
    withFolder(SITE, async (folder) => {
      const stop = new AbortController();
      const request: ReadRequest = {
        ...requestFor({ path: folder }),
        signal: stop.signal,
        onProgress: () => stop.abort(),
      };
      assert.equal(await failureOf(request), "aborted");
    }));

  it("that does not answer is waited for no longer than allowed", () =>
    withFolder(SITE, async (folder) => {
      const hang = (inner: FileFolder): FileFolder => ({
        ...inner,
        read: () => new Promise(() => setTimeout(() => undefined, 400)),
      });
      const limits = { silenceTimeoutMs: 50 };
      assert.equal(await failureOf(requestFor({ path: folder }), { observe: hang, limits }), "node-unreachable");
    }));
});

describe("an archive of files", () => {
  const entries = Object.entries(SITE).map(([name, text]) => ({ name, bytes: Buffer.from(text) }));

  it("gives the same items whether it is zip, tar, packed tar or a Git commit", async () => {
    const tar = await packTar(SITE);
    const archives = { "a.zip": writePlainZip(entries), "a.tar": tar, "a.tar.gz": gzipSync(tar) };
    await withFolder(archives, async (folder) => {
      for (const name of Object.keys(archives)) {
        const steps = await readAll(requestFor({ path: join(folder, name) }));
        assert.deepEqual([originsOf(steps), unreadOf(steps)], [["app.json", "lib/route.js"], []], name);
      }
    });
    await withFolder(SITE, async (folder) => {
      commitAll(folder);
      writeFileSync(join(folder, "app.json"), "changed since, and not committed");
      const steps = await readAll(requestFor({ git: { repository: folder, ref: "main" } }));
      assert.deepEqual(originsOf(steps), ["app.json", "lib/route.js"]);
      const [first] = steps.flatMap((step) => (step.type === "item" ? [step.item] : []));
      assert.equal(Buffer.from(first?.bytes ?? "").toString(), SITE["app.json"]);
      const below = await readAll(requestFor({ git: { repository: folder, ref: "main", path: "lib" } }));
      assert.deepEqual(originsOf(below), ["route.js"]);
    });
  });

  it("that was cut off is not read", async () => {
    const tar = await packTar(SITE);
    const cut = {
      "a.zip": writePlainZip(entries).subarray(0, 60),
      "a.tar": tar.subarray(0, 700),
      "b.tar": tar.subarray(0, 1024),
      "a.tar.gz": gzipSync(tar).subarray(0, 80),
      "b.tar.gz": gzipSync(tar.subarray(0, 1024)),
    };
    await withFolder(cut, async (folder) => {
      const codes: string[] = [];
      for (const name of Object.keys(cut)) codes.push(await failureOf(requestFor({ path: join(folder, name) })));
      assert.deepEqual(codes, ["export-malformed", ...Array(4).fill("answer-truncated")]);
    });
  });

  it("that leads out of itself, links elsewhere or grows without end is refused", async () => {
    const hostile = {
      "a.tar": await packTar({ "../escape.txt": "x" }),
      "b.tar": await packTar({ "link.txt": undefined }),
      "c.tgz": gzipSync(await packTar({ "big.txt": "0".repeat(4 * 1024 ** 2) })),
      "d.tar": await packTar({ "big.txt": "0".repeat(3000) }),
    };
    await withFolder(hostile, async (folder) => {
      const codes: string[] = [];
      for (const name of Object.keys(hostile)) {
        codes.push(
          await failureOf(requestFor({ path: join(folder, name) }), {
            limits: { maxFileBytes: 2 ** 21, ...(name === "d.tar" ? { maxFileBytes: 100 } : {}) },
          }),
        );
      }
      assert.deepEqual(codes, ["export-malformed", "export-malformed", "answer-too-large", "answer-too-large"]);
    });
  });

  it("of Git whose ref is not there, or is an option in disguise, is not read", () =>
    withFolder(SITE, async (folder) => {
      commitAll(folder);
      assert.equal(await failureOf(requestFor({ git: { repository: folder, ref: "absent" } })), "node-unreachable");
      assert.equal(await failureOf(requestFor({ git: { repository: folder, ref: "--output=x" } })), "estate-invalid");
      assert.equal(
        await failureOf(requestFor({ git: { repository: "ext::sh -c id", ref: "main" } })),
        "estate-invalid",
      );
    }));

  it("of Git is the folder that was named, never a repository that the folder lies in", () =>
    withFolder({ ...SITE, "exports/cis-a/app.json": "{}" }, async (folder) => {
      commitAll(folder);
      const below = { repository: join(folder, "exports/cis-a"), ref: "main" };
      assert.equal(await failureOf(requestFor({ git: below })), "node-unreachable");
      commitAll(join(folder, "exports/cis-a"));
      assert.deepEqual(originsOf(await readAll(requestFor({ git: below }))), ["app.json"]);
    }));

  it("of Git may be bare, or a work tree of a repository elsewhere", () =>
    withFolder({ "main/app.json": "{}" }, async (folder) => {
      commitAll(join(folder, "main"));
      const git = (...args: string[]): void => void execFileSync("git", ["-C", folder, ...args], { stdio: "ignore" });
      git("clone", "--quiet", "--bare", "main", "bare");
      git("-C", "main", "worktree", "add", "--detach", "../tree");
      for (const name of ["bare", "tree"]) {
        const repository = join(folder, name);
        assert.deepEqual(originsOf(await readAll(requestFor({ git: { repository, ref: "main" } }))), ["app.json"]);
      }
    }));

  it("of Git that keeps part of itself on another server is not fetched from there", () =>
    withFolder({ "main/app.json": "{}" }, async (folder) => {
      commitAll(join(folder, "main"));
      const git = (...args: string[]): void => void execFileSync("git", ["-C", folder, ...args], { stdio: "ignore" });
      git("-C", "main", "config", "uploadpack.allowFilter", "true");
      git("clone", "--quiet", "--no-checkout", "--filter=blob:none", `file://${folder}/main`, "partial");
      const asked = join(folder, "asked");
      writeFileSync(join(folder, "ssh"), `#!/bin/sh\ntouch '${asked}'\nexit 1\n`, { mode: 0o755 });
      git("-C", "partial", "remote", "set-url", "origin", "ssh://git.hospital.test/tie");
      const before = process.env["PATH"];
      process.env["PATH"] = `${folder}:${before}`;
      try {
        const steps = await readAll(requestFor({ git: { repository: join(folder, "partial"), ref: "main" } })).then(
          unreadOf,
          () => ["failed"],
        );
        assert.notDeepEqual(steps, []);
      } finally {
        process.env["PATH"] = before;
      }
      assert.equal(existsSync(asked), false);
    }));

  it("of Git tells of links in it", () =>
    withFolder(SITE, async (folder) => {
      mkdirSync(join(folder, "conf"));
      symlinkSync("/etc/passwd", join(folder, "conf/link"));
      commitAll(folder);
      assert.deepEqual(unreadOf(await readAll(requestFor({ git: { repository: folder, ref: "main" } }))), [
        "answer-unexpected",
      ]);
    }));
});

async function withFolder(
  files: Readonly<Record<string, string | Uint8Array>>,
  test: (folder: string) => Promise<void>,
): Promise<void> {
  const { folder, remove } = stageFolder(files);
  try {
    await test(folder);
  } finally {
    remove();
  }
}

/** Does something after the first listing and before the first file. */
function whenRead(act: () => void): (folder: FileFolder) => FileFolder {
  let isDone = false;
  return (inner) => ({
    ...inner,
    async read(file) {
      if (!isDone) act();
      isDone = true;
      return inner.read(file);
    },
  });
}

function failing(path: string, code: string): (folder: FileFolder) => FileFolder {
  return (inner) => ({
    ...inner,
    read: (file) =>
      file.path === path ? Promise.reject(Object.assign(new Error("failed"), { code })) : inner.read(file),
  });
}
