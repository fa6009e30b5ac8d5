import assert from "node:assert/strict";
import { test } from "node:test";
import type { MailServer } from "#schemas/service";
import { LockstepError } from "#services/core/errors";
import { createMailNotifier } from "#services/notifiers/mail/create-mail-notifier";
import type { Delivery } from "#services/ports/notifier";
import { MAIL_ACCOUNT, startMailServer } from "#test/fakes/start-mail-server";

const MESSAGE = {
  form: "mail",
  subject: "tie is not ready to fail over",
  text: "PAS ADT In was changed.",
  html: "<p>PAS ADT In was changed.</p>",
  id: "notice-1",
} as const;

function send(server: MailServer, special: Partial<Parameters<typeof createMailNotifier>[0]> = {}): Promise<Delivery> {
  const notifier = createMailNotifier({
    channel: "mail",
    server,
    password: MAIL_ACCOUNT.password,
    to: ["integration@trust.hospital.test"],
    now: () => new Date("2026-11-23T02:05:00Z"),
    ...special,
  });
  return notifier.send(MESSAGE);
}

async function failure(sent: Promise<unknown>): Promise<LockstepError> {
  const error: unknown = await sent.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof LockstepError, String(error));
  assert.ok(!JSON.stringify([error.message, error.details]).includes(MAIL_ACCOUNT.password));
  return error;
}

test("a mail arrives over a guarded way, as text and as a page, and says that nobody wrote it", async () => {
  await using server = await startMailServer();
  assert.deepEqual(await send(server.declared), { refused: 0 });
  const [mail] = server.arrived;
  assert.deepEqual(
    [mail?.secure, mail?.to, mail?.from],
    [true, ["integration@trust.hospital.test"], "lockstep@trust.hospital.test"],
  );
  for (const line of [
    "Subject: tie is not ready to fail over",
    "Auto-Submitted: auto-generated",
    "text/plain",
    "text/html",
    "<notice-1@trust.hospital.test>",
    "Mon, 23 Nov 2026",
  ])
    assert.ok(mail?.raw.includes(line), line);
});

test("nothing is sent to a mail server that offers no guarded way", async () => {
  await using server = await startMailServer({ hideSTARTTLS: true, disabledCommands: ["STARTTLS"] });
  const error = await failure(send(server.declared));
  assert.deepEqual([error.code, server.arrived.length], ["notice-refused", 0]);
});

test("nothing is sent to a mail server whose certificate is not the trusted one", async () => {
  await using server = await startMailServer();
  const { tls: _none, ...untrusted } = server.declared;
  assert.equal((await failure(send(untrusted))).code, "certificate-untrusted");
  const other = { ...server.declared, tls: { ...server.declared.tls, serverName: "other.hospital.test" } };
  assert.equal((await failure(send(other))).code, "certificate-untrusted");
  assert.equal(server.arrived.length, 0);
});

test("a way that is guarded from its first byte works as well", async () => {
  await using server = await startMailServer({ secure: true });
  await send({ ...server.declared, security: "tls" });
  assert.equal(server.arrived[0]?.secure, true);
});

test("a password never crosses a network in clear", () => {
  const server = {
    host: "mail.hospital.test",
    from: "a@trust.hospital.test",
    security: "none",
    username: "x",
  } as const;
  assert.throws(
    () =>
      createMailNotifier({
        channel: "mail",
        server,
        password: "p",
        to: ["b@trust.hospital.test"],
        now: () => new Date(0),
      }),
    /in clear/,
  );
});

test("a wrong password is refused, and not tried again", async () => {
  await using server = await startMailServer();
  const error = await failure(send(server.declared, { password: "wrong" }));
  assert.deepEqual([error.code, error.retryable], ["notice-refused", false]);
});

test("a server that is busy, or not there, is tried again later", async () => {
  await using server = await startMailServer();
  server.refuse(451);
  assert.deepEqual((await failure(send(server.declared))).code, "notice-not-sent");
  server.refuse(554);
  assert.deepEqual((await failure(send(server.declared))).code, "notice-refused");
  const { tls: _file, ...gone } = server.declared;
  await server[Symbol.asyncDispose]();
  assert.equal((await failure(send(gone))).retryable, true);
});

test("one address that is unknown keeps the mail from nobody else", async () => {
  await using server = await startMailServer();
  const to = ["nobody@trust.hospital.test", "integration@trust.hospital.test"];
  assert.deepEqual(await send(server.declared, { to }), { refused: 1 });
  assert.equal((await failure(send(server.declared, { to: to.slice(0, 1) }))).code, "notice-refused");
});
