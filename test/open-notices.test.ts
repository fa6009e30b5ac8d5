import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { type NoticedEstate, openNotices } from "#services/compose/service/open-notices";
import { createLoopbackEstate } from "#test/fakes/estate-on-loopback";
import { startChatServer } from "#test/fakes/start-chat-server";

const NODE = { url: "https://127.0.0.1:9", fingerprint: Array.from({ length: 32 }, () => "AA").join(":") };

test("on a machine that it shares an estate's channel names no file, which may be another's", async () => {
  await using chat = await startChatServer();
  const channels = [
    { id: "by-file", kind: "slack", urlFile: "chat-address" },
    { id: "by-name", kind: "slack", urlEnv: "CHAT_URL" },
  ];
  const notifications = { channels, otherwise: ["by-name"] };
  const options = { policy: { notifications }, environment: { CHAT_URL: chat.url } };
  await using estate = await createLoopbackEstate({ primary: NODE, standby: NODE }, options);
  await writeFile(join(estate.folder, "chat-address"), `${chat.url}\n`);
  const { settings, ledger, ready } = estate.app;
  const alone: NoticedEstate = { settings, ledger, ready };
  const shared = { ...alone, settings: { ...settings, confinement: { folders: [], commands: [] } } };
  await openNotices(alone).tryChannel("by-file");
  await openNotices(shared).tryChannel("by-name");
  assert.equal(chat.arrived.length, 2);
  await assert.rejects(openNotices(shared).tryChannel("by-file"), { code: "notice-refused" });
});

test("nobody is told anything, and nothing is looked for, where policy names nobody", async () => {
  await using estate = await createLoopbackEstate({ primary: NODE, standby: NODE });
  const { notices } = estate.app;
  assert.equal(await notices.isAnybodyTold(), false);
  assert.deepEqual(await notices.watch([]), { sent: 0, failed: [] });
  assert.deepEqual(await notices.standing(), []);
});
