import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { type NoticedEstate, openNotices } from "#services/compose/notices/open-notices";
import { LockstepError } from "#services/core/errors";
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

test("a trial that is not taken says where this channel is mended, and nothing of engines or of later runs", async () => {
  const channels = [
    { id: "on-call", kind: "mail", to: ["on-call@hospital.test"] },
    { id: "team", kind: "teams", urlEnv: "TEAM_URL" },
    { id: "away", kind: "slack", urlEnv: "AWAY_URL" },
  ];
  const notifications = { channels, otherwise: ["team"] };
  const environment = { AWAY_URL: "https://127.0.0.1:9/hook" };
  await using estate = await createLoopbackEstate(
    { primary: NODE, standby: NODE },
    { policy: { notifications }, environment },
  );
  const remedyOf = async (channel: string): Promise<string> => {
    const error: unknown = await openNotices(estate.app)
      .tryChannel(channel)
      .catch((thrown: unknown) => thrown);
    assert.ok(error instanceof LockstepError);
    return error.remedy;
  };
  assert.match(await remedyOf("on-call"), /`mail` in service\.yaml, which --service/);
  assert.match(await remedyOf("team"), /the variable TEAM_URL.*policy\/notifications\.yaml/);
  assert.match(await remedyOf("away"), /the variable AWAY_URL/);
  assert.match(await remedyOf("nobody"), /Channels stand in policy\/notifications\.yaml/);
  for (const { id } of channels) assert.doesNotMatch(await remedyOf(id), /engine|estate\.yaml|tried again/);
});

test("nobody is told anything, and nothing is looked for, where policy names nobody", async () => {
  await using estate = await createLoopbackEstate({ primary: NODE, standby: NODE });
  const { notices } = estate.app;
  assert.equal(await notices.isAnybodyTold(), false);
  assert.deepEqual(await notices.watch([]), { sent: 0, failed: [] });
  assert.deepEqual(await notices.standing(), []);
});
