import assert from "node:assert/strict";
import { test } from "node:test";
import { startNights } from "#test/fakes/nights";
import { serveEstate } from "#test/fakes/served-estate";
import { startChatServer } from "#test/fakes/start-chat-server";

const NOTIFICATIONS = {
  channels: [{ id: "on-call", kind: "slack", urlEnv: "ON_CALL_URL" }],
  otherwise: ["on-call"],
  digest: { at: "06:30", timeZone: "Europe/London" },
};

test("the service tells people after a run, has the digest come each night, and tells what was told once", async () => {
  await using chat = await startChatServer();
  await using nights = await startNights({
    policy: { policy: { mode: "enforce" }, notifications: NOTIFICATIONS },
    environment: { ON_CALL_URL: chat.url },
  });
  await using served = await serveEstate(nights.estate.app, { now: nights.now });
  const { queue } = served.service;
  const check = async (key: string): Promise<void> => {
    await queue.add({ job: "check", engineIds: ["tie"], because: "a test" }, { key });
    await served.idle();
  };
  await check("first");
  assert.match(JSON.stringify(chat.arrived), /Whether tie may fail over could not be told/);
  const told = chat.arrived.length;
  await check("second");
  assert.equal(chat.arrived.length, told);
  const digest = (await queue.schedules()).find(({ id }) => id.startsWith("digest/"));
  assert.deepEqual([digest?.cron, digest?.timeZone], ["30 6 * * *", "Europe/London"]);
});
