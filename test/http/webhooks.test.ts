import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { LockstepError } from "#services/core/errors";
import { SECRET, signatureOf } from "#test/webhooks/deliveries";
import { examplesOf, GITHUB_EVENTS } from "#test/webhooks/github-examples";
import { serveWebhooks } from "./serve-webhooks.js";

const CLOSED = JSON.stringify(examplesOf("pull_request").find(({ action }) => action === "closed"));
const EVENT = { "x-github-event": "pull_request", "x-github-delivery": "72d3162e-cc78-11e3-81ab-4c9367dc0958" };

test("a delivery that proves itself is answered at once, and leaves one job", async () => {
  await serveWebhooks(async ({ send, jobs, log }) => {
    const answer = await send(CLOSED, { headers: EVENT });
    assert.equal(answer.status, 202);
    assert.deepEqual(JSON.parse(answer.text), { added: 1, known: 0 });
    const [job] = jobs();
    assert.equal(job?.key, `gh-${EVENT["x-github-delivery"]}`);
    assert.ok(job?.request.job === "settle-reviews" && job.request.number === 2);
    assert.match(log(), /"webhook":"gh"/);
    assert.ok(!log().includes(SECRET) && !log().includes("Codertocat"), log());
  });
});

test("the same delivery again, after others and at the same time, is acted on once", async () => {
  await serveWebhooks(async (service) => {
    const [opened = ""] = examplesOf("pull_request").map((payload) => JSON.stringify(payload));
    const other = { ...EVENT, "x-github-delivery": "11111111-cc78-11e3-81ab-4c9367dc0958" };
    const answers = await Promise.all([
      service.send(CLOSED, { headers: EVENT }),
      service.send(CLOSED, { headers: EVENT }),
      service.send(opened, { headers: other }),
    ]);
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 202, 202]);
    const replayed = await service.send(CLOSED, { headers: EVENT });
    assert.deepEqual([replayed.status, JSON.parse(replayed.text)], [200, { added: 0, known: 1 }]);
    assert.equal(service.jobs().length, 2);
  });
});

test("the same news in either order asks for the same to be looked at, and carries nothing that could be out of date", async () => {
  const bodies = examplesOf("pull_request")
    .slice(0, 5)
    .map((payload) => JSON.stringify(payload));
  const asked: unknown[] = [];
  for (const order of [bodies, [...bodies].reverse()]) {
    await serveWebhooks(async (service) => {
      for (const body of order) await service.send(body, { headers: { "x-github-event": "pull_request" } });
      asked.push(new Set(service.jobs().map(({ request }) => JSON.stringify(request))));
    });
  }
  assert.deepEqual(asked[0], asked[1]);
});

test("every example of all events of GitHub is answered, and none fails", async () => {
  await serveWebhooks(
    async (service) => {
      for (const { name, examples } of GITHUB_EVENTS) {
        for (const [index, payload] of examples.entries()) {
          const headers = {
            "x-github-event": name,
            "x-github-delivery": `example-${name.replaceAll("_", "-")}-${index}`,
          };
          const { status } = await service.send(JSON.stringify(payload), { headers });
          assert.ok(status === 200 || status === 202, `${name} ${status}`);
        }
      }
      for (const { request } of service.jobs()) assert.equal(request.job, "settle-reviews");
      assert.ok(service.jobs().length > 0);
    },
    { limits: { requestsPerMinute: 1000 } },
  );
});

test("a webhook that is not there answers as one whose sender did not prove itself", async () => {
  await serveWebhooks(async ({ send, jobs }) => {
    const forged = { ...EVENT, "x-hub-signature-256": signatureOf(CLOSED, "another secret") };
    const answers = await Promise.all([
      send(CLOSED, { headers: forged }),
      send(CLOSED, { to: "nobody", headers: EVENT }),
      send(CLOSED, { to: "__proto__", headers: EVENT }),
      send("{}", { to: "itsm" }),
      send("not json", { headers: { "x-hub-signature-256": "sha256=00" } }),
    ]);
    const texts = answers.map(({ text }) => ({ ...JSON.parse(text), requestId: null }));
    for (const [index, answer] of answers.entries()) {
      assert.equal(answer.status, 401);
      assert.equal(answer.headers.get("content-type"), "application/problem+json; charset=utf-8");
      assert.deepEqual(texts[index], texts[0]);
    }
    assert.equal(texts[0].code, "webhook-refused");
    assert.deepEqual(jobs(), []);
  });
});

test("a body that was changed on the way, cut off, or packed is not acted on", async () => {
  await serveWebhooks(async ({ send, jobs }) => {
    const headers = { ...EVENT, "x-hub-signature-256": signatureOf(CLOSED) };
    assert.equal((await send(CLOSED.replace("closed", "opened"), { headers })).status, 401);
    assert.equal((await send(CLOSED.slice(0, -1), { headers })).status, 401);
    const bomb = new Uint8Array(gzipSync(Buffer.alloc(50 * 1024 * 1024)));
    const packed = { ...EVENT, "x-hub-signature-256": signatureOf(bomb), "content-encoding": "gzip" };
    assert.equal((await send(bomb, { headers: packed })).status, 415);
    assert.deepEqual(jobs(), []);
  });
});

test("what a sender that proved itself sends and is no JSON is refused", async () => {
  await serveWebhooks(async ({ send }) => {
    for (const body of ["", "{", "undefined", "{}}"]) assert.equal((await send(body)).status, 400, body);
    assert.equal((await send(new Uint8Array([0xff, 0xfe, 0x7b]))).status, 400);
    assert.equal((await send("[".repeat(200_000))).status, 400);
    assert.equal((await send(`${"[".repeat(200_000)}${"]".repeat(200_000)}`)).status, 200);
  });
});

test("only JSON is taken, and only by POST", async () => {
  await serveWebhooks(async ({ send, jobs }) => {
    for (const type of [
      "application/x-www-form-urlencoded",
      "text/plain",
      "application/jsonp",
      "multipart/form-data",
    ]) {
      assert.equal((await send(CLOSED, { headers: { ...EVENT, "content-type": type } })).status, 415, type);
    }
    const charset = { ...EVENT, "content-type": "application/json; charset=UTF-8" };
    assert.equal((await send(CLOSED, { headers: charset })).status, 202);
    for (const method of ["GET", "DELETE", "PATCH"]) {
      const answer = await send("", { method });
      assert.deepEqual([answer.status, answer.headers.get("allow")], [405, "POST"]);
    }
    assert.equal(jobs().length, 1);
  });
});

test("a body that is too large is refused before it is read", async () => {
  await serveWebhooks(async ({ write, send, jobs }) => {
    const answer = await write(
      "POST /webhooks/gh HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 26214400\r\n\r\n",
    );
    assert.match(answer, /^HTTP\/1\.1 413 /);
    assert.match(answer, /"code":"request-refused"/);
    const chunk = `10000\r\n${"x".repeat(0x10000)}\r\n`;
    const unannounced = await write(
      "POST /webhooks/gh HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n",
      ...Array.from({ length: 20 }, () => chunk),
    );
    assert.match(unannounced, /^HTTP\/1\.1 413 /);
    const largest = `"${"x".repeat(1024 * 1024 - 2)}"`;
    assert.equal((await send(largest)).status, 200);
    assert.deepEqual(jobs(), []);
  });
});

test("a sender that comes a byte at a time is cut off, and others are answered meanwhile", async () => {
  await serveWebhooks(
    async ({ write, send }) => {
      const head = `POST /webhooks/gh HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${CLOSED.length}\r\n\r\n`;
      const [slowBody, slowHead, others] = await Promise.all([
        write(head, ...CLOSED.slice(0, 2000)),
        write(...head.slice(0, 60), "\r\n", ..."X: y".repeat(200)),
        send(CLOSED, { headers: EVENT }),
      ]);
      assert.match(slowBody, /^HTTP\/1\.1 408 /);
      assert.match(slowHead, /^HTTP\/1\.1 408 /);
      assert.equal(others.status, 202);
    },
    { server: { requestMs: 400, headersMs: 400, lookEveryMs: 50 } },
  );
});

test("a sender that breaks off in the middle leaves nothing, and its delivery counts when it comes whole", async () => {
  await serveWebhooks(async ({ breakOff, send, jobs }) => {
    const head = `POST /webhooks/gh HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${CLOSED.length}`;
    const signed = `X-GitHub-Event: pull_request\r\nX-Hub-Signature-256: ${signatureOf(CLOSED)}`;
    await breakOff(`${head}\r\n${signed}\r\n\r\n${CLOSED.slice(0, -1)}`);
    assert.deepEqual(jobs(), []);
    assert.equal((await send(CLOSED, { headers: EVENT })).status, 202);
    assert.equal(jobs().length, 1);
  });
});

test("a header that proves the sender and is given twice proves nothing", async () => {
  await serveWebhooks(async ({ write, jobs }) => {
    const lines = (...headers: readonly string[]) =>
      write(
        [
          "POST /webhooks/itsm HTTP/1.1",
          "Host: x",
          "Connection: close",
          "Content-Type: application/json",
          "Content-Length: 23",
          ...headers,
          "",
          '{"number":"CHG0030009"}',
        ].join("\r\n"),
      );
    const token = `X-Lockstep-Token: ${SECRET}`;
    assert.match(await lines(token, token), /^HTTP\/1\.1 401 /);
    assert.match(await lines("X-Lockstep-Token: other", token), /^HTTP\/1\.1 401 /);
    assert.match(await lines(token, "Content-Type: application/json"), /^HTTP\/1\.1 415 /);
    assert.match(await lines(token, "Content-Length: 23"), /^HTTP\/1\.1 400 /);
    assert.match(await lines(token, "Transfer-Encoding: chunked"), /^HTTP\/1\.1 400 /);
    assert.deepEqual(jobs(), []);
    assert.match(await lines(token), /^HTTP\/1\.1 202 /);
    assert.equal(jobs().length, 1);
  });
});

test("what a ticket system says twice within a while is looked at once, after both; what it says again later is looked at again", async () => {
  let at = Date.parse("2026-11-23T09:00:10.000Z");
  await serveWebhooks(
    async (service) => {
      const headers = { "x-lockstep-token": SECRET };
      const say = () => service.send('{"number":"CHG0030009"}', { to: "itsm", headers });
      assert.equal((await say()).status, 202);
      at += 15_000;
      assert.equal((await say()).status, 200);
      assert.deepEqual(
        service.jobs().map(({ delayMs }) => delayMs),
        [20_000],
      );
      at += 5_000;
      assert.equal((await say()).status, 202);
      assert.equal(service.jobs().length, 2);
    },
    { now: () => new Date(at) },
  );
});

test("a queue that takes nothing is told to the sender, who sends it again", async () => {
  const refusing = { add: () => Promise.reject(new LockstepError("queue-unavailable", "The queue is away.")) };
  const hanging = { add: () => new Promise<never>(() => undefined) };
  for (const queue of [refusing, hanging]) {
    await serveWebhooks(
      async ({ send }) => {
        const answer = await send(CLOSED, { headers: EVENT });
        assert.deepEqual([answer.status, answer.headers.get("retry-after")], [503, "30"]);
        assert.equal(JSON.parse(answer.text).code, "queue-unavailable");
      },
      { queue, limits: { queueMs: 50 } },
    );
  }
});

test("a fault of Lockstep's own tells nothing of where it happened", async () => {
  const queue = { add: () => Promise.reject(new Error(`at secret/place ${SECRET}`)) };
  await serveWebhooks(
    async ({ send }) => {
      const answer = await send(CLOSED, { headers: EVENT });
      assert.equal(answer.status, 500);
      assert.ok(!answer.text.includes("place") && !answer.text.includes(SECRET), answer.text);
    },
    { queue },
  );
});

test("an address that asks too often is told to wait", async () => {
  await serveWebhooks(
    async ({ send, url }) => {
      const statuses: number[] = [];
      for (let sent = 0; sent < 4; sent++) {
        const headers = { ...EVENT, "x-forwarded-for": `10.0.0.${sent}` };
        statuses.push((await send(CLOSED, { headers })).status);
      }
      assert.deepEqual(statuses, [202, 200, 200, 429]);
      assert.equal((await fetch(`${url}/healthz`)).status, 200);
    },
    { limits: { requestsPerMinute: 3 } },
  );
});

test("behind a proxy that is trusted, each address behind it counts for itself", async () => {
  await serveWebhooks(
    async ({ send }) => {
      const from = async (source: string) =>
        (await send(CLOSED, { headers: { ...EVENT, "x-forwarded-for": source } })).status;
      assert.deepEqual([await from("10.0.0.1"), await from("10.0.0.2"), await from("10.0.0.1")], [202, 200, 429]);
    },
    { limits: { requestsPerMinute: 1, trustedProxies: ["127.0.0.1"] } },
  );
});

test("every answer says who it is to nobody, and bears the id under which the log tells of it", async () => {
  await serveWebhooks(async ({ url, log }) => {
    const answer = await fetch(`${url}/no/such/%2e%2e%2fplace?token=${encodeURIComponent(SECRET)}`);
    assert.equal(answer.status, 404);
    assert.equal(answer.headers.get("x-powered-by"), null);
    assert.equal(answer.headers.get("x-content-type-options"), "nosniff");
    assert.ok(log().includes(answer.headers.get("x-request-id") ?? "none"));
    assert.ok(!log().includes("place") && !log().includes("invented"), log());
    assert.equal((await fetch(`${url}/webhooks/%E0%A4%A`, { method: "POST" })).status, 400);
    assert.deepEqual(await (await fetch(`${url}/healthz`)).json(), { status: "ok" });
  });
});
