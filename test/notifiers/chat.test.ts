import assert from "node:assert/strict";
import { test } from "node:test";
import { LockstepError } from "#services/core/errors";
import { createChatNotifier } from "#services/notifiers/chat/create-chat-notifier";
import { startChatServer } from "#test/fakes/start-chat-server";

const send = (url: string): Promise<unknown> =>
  createChatNotifier({ channel: "on-call", form: "slack", url }).send({ form: "slack", json: '{"text":"x"}' });

async function failure(sent: Promise<unknown>): Promise<LockstepError> {
  const error: unknown = await sent.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof LockstepError, String(error));
  assert.ok(!/loopback-chat-key|abc/.test(JSON.stringify([error.message, error.details])), "the address is a secret");
  return error;
}

test("a message arrives at the very address, its key included", async () => {
  await using server = await startChatServer();
  await send(server.url);
  assert.deepEqual(server.arrived, [{ path: "/hooks/abc?sig=loopback-chat-key", json: { text: "x" } }]);
});

test("a chat that is busy is tried again, and one that refuses is not", async () => {
  await using server = await startChatServer();
  for (const [status, code] of [
    [429, "notice-not-sent"],
    [503, "notice-not-sent"],
    [404, "notice-refused"],
    [302, "notice-refused"],
  ] as const) {
    server.answer(status, "secret words", { location: "https://evil.example/" });
    assert.equal((await failure(send(server.url))).code, code, String(status));
  }
});

test("a sign-in page is not taken for a chat that took the message", async () => {
  await using server = await startChatServer();
  server.answer(200, "<html>sign in</html>", { "content-type": "text/html; charset=utf-8" });
  assert.equal((await failure(send(server.url))).code, "notice-refused");
});

test("a chat that is not there is tried again later", async () => {
  const server = await startChatServer();
  await server[Symbol.asyncDispose]();
  assert.equal((await failure(send(server.url))).retryable, true);
});

test("nothing is sent in clear, nor to what is no address", async () => {
  for (const url of [
    "http://chat.hospital.test/hooks/abc",
    "file:///etc/passwd",
    "https://abc:def@chat.hospital.test/",
    "abc",
  ])
    assert.equal((await failure(send(url))).code, "notice-refused", url);
});
