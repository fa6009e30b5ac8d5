import assert from "node:assert/strict";
import { connect, type Socket } from "node:net";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { ANONYMOUS, type Principal } from "#services/core/access/principal";
import { answerJson } from "#services/http/answer";
import { createHttpApp } from "#services/http/create-http-app";
import { proxyTest } from "#services/http/proxy-test";
import type { Route } from "#services/http/route";
import { type HttpServerOptions, startHttpServer } from "#services/http/start-http-server";
import { openStreamPlaces } from "#services/http/stream-places";
import { until } from "#test/fakes/until";

const known: Principal = {
  kind: "token",
  id: "t",
  name: "haproxy-a",
  grants: [{ estate: "north", role: "viewer", engines: "all" }],
};

const ROUTES: readonly Route[] = [
  {
    method: "get",
    path: "/events",
    on: "service",
    permission: "read",
    speaksTo: "program",
    handle: () => ({
      kind: "stream",
      write: (_send, signal) =>
        new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true })),
    }),
  },
  {
    method: "get",
    path: "/gate",
    on: "service",
    permission: "anyone",
    speaksTo: "program",
    handle: () => answerJson({}),
  },
];

async function served(
  options: Partial<HttpServerOptions>,
  run: (url: string, people: { isKnown: boolean }) => Promise<void>,
): Promise<void> {
  const people = { isKnown: true };
  const logger = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const app = createHttpApp({
    webhookNamed: () => undefined,
    queue: { add: () => Promise.reject(new Error("nothing is added here")) },
    logger,
    now: () => new Date(),
    doorkeeper: {
      identify: () => Promise.resolve({ principal: people.isKnown ? known : ANONYMOUS, csrf: undefined }),
      signInPath: () => undefined,
    },
    routes: ROUTES,
  });
  const server = await startHttpServer(app, { host: "127.0.0.1", port: 0, graceMs: 50, ...options });
  try {
    await run(server.url, people);
  } finally {
    await server.stop();
  }
}

test("one caller holds few streams open, and gates are answered beside them", async () => {
  await served({}, async (url) => {
    const asked = await Promise.all(Array.from({ length: 12 }, () => fetch(`${url}/events`)));
    const statuses = asked.map(({ status }) => status).sort();
    assert.deepEqual(statuses, [...Array<number>(8).fill(200), ...Array<number>(4).fill(429)]);
    assert.equal((await fetch(`${url}/gate`)).status, 200);
    const [open] = asked.filter(({ status }) => status === 200);
    await open?.body?.cancel();
    let again = 429;
    const isServed = async (): Promise<boolean> => {
      const next = await fetch(`${url}/events`);
      again = next.status;
      return again !== 429;
    };
    await until(isServed, { what: "the stream that ended makes room for one" });
    assert.equal(again, 200);
    await Promise.all(asked.map(async ({ body }) => (body?.locked === false ? body.cancel() : undefined)));
  });
});

test("a stream ends once whoever reads it may no longer", async () => {
  await served({}, async (url, people) => {
    const stream = await fetch(`${url}/events`);
    assert.equal(stream.status, 200);
    people.isKnown = false;
    // The end of the stream, within the time between two looks.
    await stream.text();
  });
});

test("places are given back once, whoever ends a stream twice", () => {
  const places = openStreamPlaces({ each: 1, all: 2 });
  const first = places.take("a");
  assert.ok(first !== undefined);
  assert.equal(places.take("a"), undefined);
  assert.ok(places.take("b") !== undefined);
  assert.equal(places.take("c"), undefined);
  first();
  first();
  assert.ok(places.take("c") !== undefined);
  assert.equal(places.take("d"), undefined);
});

test("one address cannot hold all connections; a proxy, behind which there are many, can hold more", async () => {
  const held: Socket[] = [];
  const hold = async (url: string, count: number): Promise<number> => {
    const port = Number(new URL(url).port);
    const sockets = Array.from({ length: count }, () => connect(port, "127.0.0.1").on("error", () => undefined));
    held.push(...sockets);
    await sleep(200);
    return sockets.filter(({ destroyed, readyState }) => !destroyed && readyState === "open").length;
  };
  const drops: string[] = [];
  await served({ maxConnectionsEach: 5, onDrop: (address) => drops.push(address) }, async (url) => {
    assert.equal(await hold(url, 9), 5);
    assert.equal(drops.length, 4);
    for (const socket of held) socket.destroy();
  });
  await served({ maxConnectionsEach: 5, isProxy: proxyTest(["127.0.0.0/8"]) }, async (url) => {
    assert.equal(await hold(url, 9), 9);
    for (const socket of held) socket.destroy();
  });
});

test("a request line that names no address from its first slash is refused, and no fault of ours", async () => {
  await served({}, async (url) => {
    for (const target of ["http://[bad/gate", "http://127.0.0.1:99999999/gate", "http://evil.test/gate", "*"]) {
      const socket = connect(Number(new URL(url).port), "127.0.0.1");
      const chunks: Buffer[] = [];
      socket.on("data", (chunk: Buffer) => chunks.push(chunk));
      socket.write(`GET ${target} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`);
      await new Promise<void>((resolve) => socket.once("close", () => resolve()));
      const told = Buffer.concat(chunks).toString("utf8");
      assert.match(told, /^HTTP\/1\.1 400 /, target);
      assert.doesNotMatch(told, /Express|evil/, target);
    }
  });
});

test("networks and addresses of proxies are told from others", () => {
  const isProxy = proxyTest(["10.1.2.3", "192.168.0.0/16", "fd00::/8"]);
  for (const address of ["10.1.2.3", "::ffff:10.1.2.3", "192.168.7.9", "fd00::1"]) assert.ok(isProxy(address), address);
  for (const address of ["10.1.2.4", "193.168.0.1", "fe80::1"]) assert.ok(!isProxy(address), address);
});
