import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { test } from "node:test";
import { LockstepError } from "#services/core/errors";
import { checkOf, openedQueue } from "#test/fakes/opened-queue";
import { until } from "#test/fakes/until";

const MARK = "what-nobody-may-read";

test("tells whoever takes traces of each job from its adding to its end, and nothing of what is in it", async () => {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    const took = async (): Promise<void> => {
      bodies.push(`${request.url} ${await text(request)}`);
      response.setHeader("content-type", "application/json").end("{}");
    };
    void took();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const dataFolder = await mkdtemp(join(tmpdir(), "lockstep-traces-"));
  const place = { url: undefined, dataFolder, [Symbol.asyncDispose]: async () => undefined };
  try {
    {
      await using opened = await openedQueue(place, { tracesTo: `http://127.0.0.1:${port}/` });
      const { queue } = opened;
      await queue.work(async ({ request }) => {
        if (request.because.startsWith("failing")) throw new LockstepError("selector-unknown", MARK);
      });
      await queue.schedule("nightly", { cron: "0 3 * * *", timeZone: "UTC" }, checkOf(MARK));
      await queue.add(checkOf(MARK), { key: MARK });
      await queue.add(checkOf(`failing ${MARK}`), { key: "another" });
      await until(async () => (await queue.counts()).failed === 1 && (await queue.counts()).active === 0);
    }
    const told = bodies.join("\n");
    assert.ok(bodies.length > 0 && bodies.every((body) => body.startsWith("/v1/traces ")));
    assert.match(told, /"name":"add lockstep/);
    assert.match(told, /"name":"process lockstep/);
    assert.match(told, /"stringValue":"lockstep"/);
    assert.ok(!told.includes(MARK), "what is in a job, and why it failed, is told to nobody");
    assert.doesNotMatch(told, /stacktrace|options/);
  } finally {
    server.close();
    await rm(dataFolder, { recursive: true, force: true });
  }
});

test("is opened, and says that no traces are sent, where they are to be sent to what is no address", async () => {
  const dataFolder = await mkdtemp(join(tmpdir(), "lockstep-traces-"));
  const place = { url: undefined, dataFolder, [Symbol.asyncDispose]: async () => undefined };
  try {
    await using opened = await openedQueue(place, { tracesTo: `collector ${MARK}` });
    assert.equal(await opened.queue.add(checkOf("one"), { key: "one" }), "added");
    const told = opened.told.join("\n");
    assert.match(told, /no traces are sent/);
    assert.ok(!told.includes(MARK));
  } finally {
    await rm(dataFolder, { recursive: true, force: true });
  }
});
