import assert from "node:assert/strict";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import type { CommandSource } from "#schemas/command-source";
import type { FileSource } from "#schemas/file-source";
import { LockstepError } from "#services/core/errors";
import { createCommandConnector } from "#services/engines/command/connector";
import { createFileTreeConnector } from "#services/engines/file-tree/connector";
import { createFileDialect } from "#services/engines/files/dialect";
import type { Connector, ReadRequest } from "#services/ports/connector";
import { PACKS } from "./file-fixture.js";
import { stageFolder } from "./stage-sources.js";

const packs = { presets: PACKS, own: new Map() };
const staged = stageFolder({
  "half.json": '{\n "a": 1,\n "b": [1, 2',
  "bad.json": '{\n "a": 1,\n oops }',
  "run.sh": "echo",
});
after(() => staged.remove());

/** Words of the network, which say nothing about a folder or a program. */
const OF_THE_NETWORK = /proxy|proxies|login page|own API|route and|Check address/;

describe("what was not read is told with where it is and what to do there:", () => {
  const absent = join(staged.folder, "absent");
  it("a folder", async () => {
    const { message, remedy } = await failureOfFiles({ path: absent });
    assert.match(message, new RegExp(`${absent} is not there`));
    assert.match(remedy, /share is mounted/);
    assert.doesNotMatch(remedy, OF_THE_NETWORK);
  });

  it("a folder that holds nothing of what is meant", async () => {
    const { message, remedy } = await failureOfFiles({ path: staged.folder, include: ["*.xml"] });
    assert.ok(message.includes(staged.folder), message);
    assert.match(remedy, /`include`/);
    assert.doesNotMatch(remedy, OF_THE_NETWORK);
  });

  it("a Git repository", async () => {
    const { remedy } = await failureOfFiles({ git: { repository: staged.folder, ref: "main" } });
    assert.match(remedy, /git ls-remote/);
  });

  it("a file server", async () => {
    const sftp = { host: "127.0.0.1", port: 1, user: "reader", path: "/srv", fingerprint: `SHA256:${"A".repeat(43)}` };
    const { remedy } = await failureOfFiles({ sftp });
    assert.match(remedy, /sftp\.host/);
  });

  it("a program that is not there, hangs, fails or prints nothing", async () => {
    const node = process.execPath;
    const cases: readonly (readonly [CommandSource, RegExp])[] = [
      [{ argv: [absent] }, /Check that the program is there/],
      [{ argv: [node, "-e", "setInterval(() => {}, 1000)"], timeoutSeconds: 1 }, /raise `timeoutSeconds`/],
      [{ argv: [node, "-e", "process.exit(3)"] }, /`exitCodes`/],
      [{ argv: [node, "-e", ""] }, /look at its exit code and at what it prints/],
      [{ argv: [node, "-e", "console.log('x'.repeat(99))"], maxBytes: 9 }, /raise `maxBytes`/],
      [{ argv: [node, "-e", "process.kill(process.pid, 'SIGKILL')"] }, /who ended it/],
    ];
    for (const [command, expected] of cases) {
      const { message, remedy } = await failureOf(createCommandConnector({ packs }), { command });
      assert.ok(message.includes(command.argv[0] ?? ""), message);
      assert.match(remedy, expected);
      assert.doesNotMatch(remedy, OF_THE_NETWORK);
    }
  });

  it("a file that is none of its form, with the place in it", () => {
    const dialect = createFileDialect(PACKS, "file-tree");
    const parse = (origin: string, text: string): LockstepError => {
      const item = { source: "files/nifi", origin, bytes: Buffer.from(text) };
      try {
        dialect.parse(item, "server");
      } catch (error) {
        if (error instanceof LockstepError) return error;
      }
      return assert.fail("it was read");
    };
    const half = parse("flow.json", '{\n "a": 1,\n "b": [1, 2');
    assert.match(half.message, /it is not JSON: it ends in line 3, before its end/);
    assert.match(half.remedy, /at the place that is named/);
    assert.match(parse("flow.json", '{\n "a": 1,\n oops }').message, /\(line 3, column 2\)/);
  });
});

describe("doctor", () => {
  it("gives the same remedy as a check", async () => {
    const connector = createFileTreeConnector({ packs });
    const [found] = await connector.diagnose(requestOf({ files: [{ path: join(staged.folder, "absent") }] }));
    assert.match(found?.remedy ?? "", /share is mounted/);
  });
});

function failureOfFiles(source: FileSource): Promise<LockstepError> {
  return failureOf(createFileTreeConnector({ packs }), { files: [source] });
}

async function failureOf(connector: Connector, node: Partial<ReadRequest["node"]>): Promise<LockstepError> {
  try {
    for await (const step of connector.read(requestOf(node))) void step;
  } catch (error) {
    if (error instanceof LockstepError) return error;
    throw error;
  }
  return assert.fail("it was read");
}

function requestOf(node: Partial<ReadRequest["node"]>): ReadRequest {
  return { node: { id: "he-a", role: "primary", ...node }, password: "of-the-test", now: () => new Date() };
}
