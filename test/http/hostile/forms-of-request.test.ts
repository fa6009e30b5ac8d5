import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { gzipSync } from "node:zlib";
import { askPlainly, askRaw } from "#test/fakes/ask-raw";
import { until } from "#test/fakes/until";
import { BELIEVING_PROVIDER, headersOf } from "../authorisation/callers.js";
import { type EveryRoute, serveEveryRoute } from "../authorisation/serve-every-route.js";
import { findHarm } from "./assert-harmless.js";

let service: EveryRoute;
let engineer: Record<string, string>;

before(async () => {
  service = await serveEveryRoute((publicUrl) => ({ kind: "sign-in", publicUrl, provider: BELIEVING_PROVIDER }));
  engineer = await headersOf("token engineer", "all", service.url);
});

after(() => service[Symbol.asyncDispose]());

const CHECKS = "/api/v1/estates/north/checks";

async function send(body: string, headers: Record<string, string> = { "content-type": "application/json" }) {
  return await askPlainly(service.url, { method: "POST", target: CHECKS, headers: { ...engineer, ...headers }, body });
}

function host(): string {
  return new URL(service.url).host;
}

/** How many answers came back, and the status of each. */
function statusesIn(text: string): readonly number[] {
  return [...text.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => Number(status));
}

describe("a body that is not what it should be is refused", () => {
  test("a sound one is taken, so that the others are refused for what they are", async () => {
    assert.equal((await send('{"engines":["tie"]}')).status, 202);
  });

  const bodies: readonly (readonly [what: string, body: string, headers?: Record<string, string>])[] = [
    ["no JSON", "{engines:[tie]}"],
    ["nothing", ""],
    ["JSON of another kind", '"tie"'],
    ["JSON with a field too many", '{"engines":["tie"],"estate":"south"}'],
    ["a prototype", '{"__proto__":{"engines":["tie"]},"engines":["tie"]}'],
    ["JSON as plain text", '{"engines":["tie"]}', { "content-type": "text/plain" }],
    ["JSON as a form", '{"engines":["tie"]}', { "content-type": "application/x-www-form-urlencoded" }],
    ["JSON as several parts", '{"engines":["tie"]}', { "content-type": "multipart/form-data; boundary=x" }],
    ["JSON without a type", '{"engines":["tie"]}', {}],
    ["a depth that no program needs", `{"engines":${"[".repeat(20_000)}${"]".repeat(20_000)}}`],
    ["a great many engines", JSON.stringify({ engines: Array.from({ length: 5000 }, () => "tie") })],
  ];
  for (const [what, body, headers] of bodies) {
    test(what, async () => {
      const answer = await send(body, headers);
      assert([400, 404, 413, 415].includes(answer.status), String(answer.status));
      assert.deepEqual(findHarm(answer, body), []);
    });
  }

  test("what is packed, whatever it says of itself", async () => {
    for (const encoding of ["gzip", "deflate", "br", "identity, gzip"]) {
      const packed = gzipSync('{"engines":["tie"]}').toString("latin1");
      const answer = await send(packed, { "content-type": "application/json", "content-encoding": encoding });
      assert.equal(answer.status, 415, encoding);
    }
  });

  test("bytes that are no UTF-8", async () => {
    const bytes = Buffer.from('{"engines":["tie\xff"]}', "latin1");
    const head = `POST ${CHECKS} HTTP/1.1\r\nHost: ${host()}\r\nAuthorization: ${engineer["authorization"]}\r\nContent-Type: application/json\r\nContent-Length: ${bytes.byteLength}\r\nConnection: close\r\n\r\n`;
    assert.deepEqual(statusesIn(await askRaw(service.url, Buffer.concat([Buffer.from(head), bytes]))), [400]);
  });

  test("one of two types", async () => {
    const head = `POST ${CHECKS} HTTP/1.1\r\nHost: ${host()}\r\nAuthorization: ${engineer["authorization"]}\r\nContent-Type: application/json\r\nContent-Type: text/plain\r\nContent-Length: 19\r\nConnection: close\r\n\r\n{"engines":["tie"]}`;
    assert.deepEqual(statusesIn(await askRaw(service.url, head)), [415]);
  });

  test("one that is larger than is taken, before it was sent", async () => {
    for (const length of ["67108864", "99999999999999999999"]) {
      const head = `POST ${CHECKS} HTTP/1.1\r\nHost: ${host()}\r\nAuthorization: ${engineer["authorization"]}\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n\r\n{`;
      const [status] = statusesIn(await askRaw(service.url, head));
      assert(status === 413 || status === 400, `${length}: ${status}`);
    }
  });

  test("one that grows while it is sent", async () => {
    const chunk = `10000\r\n${"a".repeat(0x10000)}\r\n`;
    const head = `POST ${CHECKS} HTTP/1.1\r\nHost: ${host()}\r\nAuthorization: ${engineer["authorization"]}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`;
    assert.deepEqual(statusesIn(await askRaw(service.url, head + chunk.repeat(40))), [413]);
  });

  test("a body of somebody who may not send one is not read", async () => {
    const head = `POST ${CHECKS} HTTP/1.1\r\nHost: ${host()}\r\nContent-Type: application/json\r\nContent-Length: 60000\r\n\r\n`;
    assert.deepEqual(statusesIn(await askRaw(service.url, head)), [401]);
  });
});

describe("a header changes nothing that it should not", () => {
  const OVERRIDES = {
    "x-http-method-override": "POST",
    "x-http-method": "DELETE",
    "x-method-override": "POST",
    "x-original-url": "/api/v1/estates/south",
    "x-rewrite-url": "/api/v1/estates/south",
    "x-forwarded-prefix": "/elsewhere",
    "x-forwarded-host": "elsewhere.example",
    "x-forwarded-proto": "javascript",
    forwarded: "for=127.0.0.1;host=elsewhere.example",
    "x-forwarded-for": "127.0.0.1",
    "x-real-ip": "127.0.0.1",
    "x-remote-user": "administrator",
    "remote-user": "administrator",
    "x-ms-client-principal": "YWRtaW4=",
    range: "bytes=0-1",
    "accept-encoding": "gzip;q=1.0, *;q=0",
  };

  for (const [name, value] of Object.entries(OVERRIDES)) {
    test(`${name}: ${value}`, async () => {
      const target = "/api/v1/estates";
      const plain = await askPlainly(service.url, { method: "GET", target, headers: engineer });
      const changed = await askPlainly(service.url, { method: "GET", target, headers: { ...engineer, [name]: value } });
      assert.equal(changed.status, plain.status);
      assert.equal(changed.body, plain.body);
      const page = await askPlainly(service.url, {
        method: "GET",
        target: "/estates/north",
        headers: { [name]: value },
      });
      assert.deepEqual(page.headers.get("location"), ["/sign-in?to=%2Festates%2Fnorth"]);
      assert.doesNotMatch(JSON.stringify([...page.headers]), /elsewhere/);
    });
  }

  test("the address of whoever asks is not what they say of it", async () => {
    const answer = await askPlainly(service.url, {
      method: "GET",
      target: "/ready/none",
      headers: { "x-forwarded-for": "203.0.113.9" },
    });
    const [id = ""] = answer.headers.get("x-request-id") ?? [];
    await until(() => service.loggedOf(id) !== undefined, { everyMs: 5 });
    assert.match(String(service.loggedOf(id)?.["source"]), /127\.0\.0\.1|::1/);
  });
});

describe("one request is one request, and has one answer", () => {
  const inner = "GET /api/v1/estates HTTP/1.1\r\nHost: a\r\n\r\n";
  const forms: Readonly<Record<string, (start: string) => string>> = {
    "two lengths": (start) => `${start}Content-Length: 0\r\nContent-Length: ${inner.length}\r\n\r\n${inner}`,
    "a length and chunks": (start) =>
      `${start}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${inner}`,
    "chunks by two names": (start) =>
      `${start}Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n${inner}`,
    "chunks by a name like it": (start) => `${start}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n${inner}`,
    "a blank before the colon": (start) => `${start}Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n${inner}`,
    "a folded header": (start) => `${start}Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n${inner}`,
    "a length with a sign": (start) => `${start}Content-Length: +4\r\n\r\n0\r\n\r\n${inner}`,
    "a length in another base": (start) => `${start}Content-Length: 0x4\r\n\r\n0\r\n\r\n${inner}`,
    "a negative length": (start) => `${start}Content-Length: -1\r\n\r\n${inner}`,
    "a NUL in a header": (start) => `${start}X-A: a\0b\r\n\r\n`,
    "a header without a name": (start) => `${start}: a\r\n\r\n`,
    "a chunk whose length is none": (start) => `${start}Transfer-Encoding: chunked\r\n\r\nzz\r\n${inner}`,
  };
  for (const [what, make] of Object.entries(forms)) {
    test(what, async () => {
      const start = `POST /api/v1/estates HTTP/1.1\r\nHost: ${host()}\r\nAuthorization: ${engineer["authorization"]}\r\n`;
      const statuses = statusesIn(await askRaw(service.url, make(start)));
      assert(statuses.length <= 1, statuses.join());
      assert(
        statuses.every((status) => status >= 400 && status < 500),
        statuses.join(),
      );
    });
  }

  for (const [what, bytes] of Object.entries({
    "an address of another server":
      "GET http://169.254.169.254/latest/meta-data HTTP/1.1\r\nHost: 169.254.169.254\r\nConnection: close\r\n\r\n",
    "a tunnel": "CONNECT 169.254.169.254:80 HTTP/1.1\r\nHost: 169.254.169.254:80\r\n\r\n",
    "a trace": "TRACE / HTTP/1.1\r\nHost: a\r\nX-Secret: zqx7\r\nConnection: close\r\n\r\n",
    "a method that is none": "FROB / HTTP/1.1\r\nHost: a\r\n\r\n",
    "a version that is none": "GET / HTTP/9.9\r\nHost: a\r\n\r\n",
    "an upgrade": "GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, close\r\nUpgrade: websocket\r\n\r\n",
    "the preface of HTTP/2": "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "no host": "GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n",
    "sixty thousand bytes of headers": `GET /healthz HTTP/1.1\r\nHost: a\r\nX-A: ${"a".repeat(60_000)}\r\n\r\n`,
    "nothing but noise": "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
  })) {
    test(`${what} leads nowhere`, async () => {
      const text = await askRaw(service.url, bytes);
      const statuses = statusesIn(text);
      assert(statuses.length <= 1, statuses.join());
      assert(
        statuses.every((status) => status !== 101 && (status < 200 || status >= 300)),
        text.slice(0, 200),
      );
      assert.doesNotMatch(text, /zqx7/);
    });
  }
});

describe("no address leads out of what is served", () => {
  for (const target of [
    "/assets/../../package.json",
    "/assets/..%2f..%2fpackage.json",
    "/assets/%2e%2e/%2e%2e/package.json",
    "/assets/..\\..\\package.json",
    "/assets/%252e%252e%252fpackage.json",
    "/assets/....//....//package.json",
    "/assets//etc/passwd",
    "/assets/%00",
    "//elsewhere.example/",
    "//elsewhere.example/%2e%2e",
    "/%2felsewhere.example",
    "/\\elsewhere.example",
    "/estates/north/",
    "/ESTATES/north",
    "/estates/north/../south",
    "/estates/north;/engines",
    "/estates/north%2fengines%2ftie",
    "/api/v1/../../estates",
    "/./././",
    "/?".padEnd(9000, "a=b&"),
  ]) {
    test(`nobody is let in, and nothing leads elsewhere: ${target.slice(0, 60)}`, async () => {
      const answer = await askPlainly(service.url, { method: "GET", target });
      assert(answer.status >= 300, String(answer.status));
      assert.deepEqual(findHarm(answer, target), []);
    });
  }
});
