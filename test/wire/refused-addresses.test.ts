import assert from "node:assert/strict";
import { test } from "node:test";
import { LockstepError } from "#services/core/errors";
import { DEFAULT_LIMITS } from "#services/wire/connector-limits";
import { openHttpClient } from "#services/wire/http-client";
import { isLinkLocal } from "#services/wire/is-link-local";
import { parseNodeAddress } from "#services/wire/node-address";
import { serveHttp } from "#test/fakes/serve-http";

const NEVER = [
  "file:///etc/passwd",
  "ftp://engine.hospital.test/",
  "gopher://engine.hospital.test:70/_GET",
  "data:text/plain,hello",
  "javascript:alert(1)",
  "jar:https://engine.hospital.test!/",
  "unix:/var/run/docker.sock",
  "//engine.hospital.test",
  "https://",
  "https://reader:secret@engine.hospital.test",
  "https://-oProxyCommand=x",
  "http://engine.hospital.test",
  "http://169.254.169.254/latest/meta-data",
  "https://169.254.169.254/latest/meta-data",
  "https://2852039166/",
  "https://0xa9fea9fe/",
  "https://0251.0376.0251.0376/",
  "https://[fe80::1]/",
  "https://[::ffff:169.254.169.254]/",
  "https://[fd00:ec2::254]/",
  "http://0.0.0.0/",
  "http://127.0.0.1.elsewhere.example/",
  "http://localhost.elsewhere.example/",
];

for (const url of NEVER) {
  test(`never asks an engine at ${url}`, () => {
    assert.throws(
      () => parseNodeAddress({ id: "tie-a", url }),
      (error: unknown) => error instanceof LockstepError && error.code === "estate-invalid",
    );
  });
}

for (const url of [
  "https://engine.hospital.test:8443/api",
  "https://10.20.30.40",
  "https://[fd12::1]",
  "http://[::1]:8080",
  "http://127.0.0.1",
]) {
  test(`asks an engine at ${url}`, () => {
    assert.equal(parseNodeAddress({ id: "tie-a", url }).secure, url.startsWith("https"));
  });
}

test("knows addresses that only a machine's own network has, however they are written", () => {
  for (const address of [
    "169.254.0.1",
    "169.254.169.254",
    "fe80::1",
    "febf::1",
    "::ffff:169.254.169.254",
    "fd00:ec2::254",
  ]) {
    assert.equal(isLinkLocal(address), true, address);
  }
  for (const address of [
    "127.0.0.1",
    "::1",
    "10.0.0.1",
    "169.253.0.1",
    "fd12::1",
    "fec0::1",
    "engine.hospital.test",
    "",
  ]) {
    assert.equal(isLinkLocal(address), false, address);
  }
});

test("follows no redirect: who is sent elsewhere asks nothing there", async () => {
  const asked: string[] = [];
  await serveHttp(
    [],
    (request, response) => {
      asked.push(request.url ?? "");
      response.end("secret");
    },
    async (elsewhere) => {
      for (const status of [301, 302, 303, 307, 308]) {
        await serveHttp(
          ["GET /api"],
          (_request, response) => response.writeHead(status, { location: elsewhere }).end(),
          async (url) => {
            const peer = { id: "tie-a", url };
            const stop = { signal: undefined, deadline: AbortSignal.timeout(5000), deadlineMs: 5000 };
            const client = openHttpClient(peer, parseNodeAddress(peer), DEFAULT_LIMITS, stop);
            const answer = await client.send({ method: "GET", path: "/api" });
            await answer.discard();
            await client.close();
            assert.equal(answer.status, status);
          },
        );
      }
    },
  );
  assert.deepEqual(asked, []);
});
