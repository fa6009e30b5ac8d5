import assert from "node:assert/strict";
import { test } from "node:test";
import { createFileTreeConnector } from "#services/engines/file-tree/connector";
import { PACKS } from "#test/engines/files/file-fixture";
import { startFileServer } from "./start-file-server.js";

const connector = createFileTreeConnector({ packs: { presets: PACKS, own: new Map() } });

test("a password that a file server refused is not tried again for the next source, neither by a check nor by doctor", async () => {
  for (const ask of [readUnread, diagnoseFailed]) {
    const server = await startFileServer({
      files: { "/tie/app.json": "{}", "/node/conf/mirth.properties": "a = b\n" },
      account: { user: "lockstep", password: "canary-of-the-tests" },
    });
    const { port, fingerprint } = server;
    const sftp = { host: "127.0.0.1", port, user: "lockstep", fingerprint };
    try {
      const told = await ask({
        node: {
          id: "cis-a",
          role: "primary",
          files: [
            { name: "site", sftp: { ...sftp, path: "/tie" } },
            { preset: "mirth-node-files", sftp: { ...sftp, path: "/node" } },
          ],
        },
        password: "another",
        now: () => new Date(),
      });
      assert.equal(told, 2, "both sources are told as not read");
      assert.equal(server.logins(), 1);
    } finally {
      await server.stop();
    }
  }
});

async function readUnread(request: Parameters<typeof connector.read>[0]): Promise<number> {
  let unread = 0;
  for await (const step of connector.read(request)) unread += step.type === "unread" ? 1 : 0;
  return unread;
}

async function diagnoseFailed(request: Parameters<typeof connector.read>[0]): Promise<number> {
  const found = await connector.diagnose(request);
  return found.filter(({ state, check }) => state === "failed" && check === "login").length;
}
