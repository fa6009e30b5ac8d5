import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import type { Estate } from "#schemas/estate";
import type { App } from "#services/app";
import type { GrantedRole } from "#services/core/access/permissions";
import { ANONYMOUS, type Grant } from "#services/core/access/principal";
import { createHttpApp } from "#services/http/create-http-app";
import type { Doorkeeper } from "#services/http/doorkeeper";
import { queueBoardRoute } from "#services/http/operations/queue-board-route";
import type { ServedEstate } from "#services/http/served-estate";
import { startHttpServer } from "#services/http/start-http-server";
import type { EstateViews } from "#services/ports/estate-views";
import type { VerdictBook } from "#services/ports/verdict-book";
import { openQueue } from "#services/queues/open-queue";
import { openQueueBoard } from "#services/queues/open-queue-board";
import { checkOf, QUICK } from "#test/fakes/opened-queue";
import { seedQueueDatabase } from "#test/fakes/seed-queue-database";

/** `Authorization: administrator north south`: the role is held in those estates. */
const doorkeeper: Doorkeeper = {
  identify: ({ headers }) => {
    const [role, ...estates] = (headers.authorization ?? "").split(" ");
    if (role === undefined || role === "") return Promise.resolve({ principal: ANONYMOUS, csrf: undefined });
    const grants = estates.map((id): Grant => ({ estate: id, role: role as GrantedRole, engines: "all" }));
    return Promise.resolve({ principal: { kind: "person", id: "someone", name: "Mo Banks", grants }, csrf: undefined });
  },
  signInPath: () => "/sign-in",
};

const ADMINISTRATOR = { authorization: "administrator north south" };

function estate(id: string): ServedEstate {
  const declared: Estate = { estate: id, engines: [] };
  return { id, app: {} as App, views: {} as EstateViews, verdicts: {} as VerdictBook, declared: () => declared };
}

describe("the queue's own pages, of a queue in this process", () => {
  let dataFolder: string;
  let queue: Awaited<ReturnType<typeof openQueue>>;
  let server: Awaited<ReturnType<typeof startHttpServer>>;

  before(async () => {
    dataFolder = await mkdtemp(join(tmpdir(), "lockstep-board-"));
    await seedQueueDatabase(dataFolder);
    const now = (): Date => new Date();
    const logger = { info: () => undefined, warn: () => undefined, error: () => undefined };
    queue = await openQueue(undefined, { dataFolder, now, logger, timing: QUICK });
    await queue.add(checkOf("the night's check"), { key: "one" });
    const opened = queue;
    const routes = [queueBoardRoute({ openQueueBoard: (at) => openQueueBoard(opened, at) })];
    const estates = [estate("north"), estate("south")];
    const context = { webhookNamed: () => undefined, queue, logger, now, estates, doorkeeper, routes };
    server = await startHttpServer(createHttpApp(context), { host: "127.0.0.1", port: 0 });
  });
  after(async () => {
    await server.stop();
    await queue.close();
    await rm(dataFolder, { recursive: true, force: true });
  });

  function ask(path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(`${server.url}${path}`, { redirect: "manual", ...init });
  }

  test("shows whoever administers every estate what waits, by pages and by what these ask for", async () => {
    for (const path of ["/queue", "/queue/", "/queue/queue/lockstep?status=waiting"]) {
      const page = await ask(path, { headers: ADMINISTRATOR });
      assert.equal(page.status, 200, path);
      assert.match(await page.text(), /<base href="\/queue\/"/);
      assert.equal(page.headers.get("x-powered-by"), null);
      assert.equal(page.headers.get("cache-control"), "private, no-cache");
    }
    const told = await ask("/queue/api/queues?activeQueue=lockstep&status=waiting", { headers: ADMINISTRATOR });
    assert.equal(told.status, 200);
    const text = await told.text();
    assert.match(text, /the night's check/);
    assert.match(text, /"readOnlyMode":true/);
  });

  test("lets in nobody else: no other role, and nobody who administers but one estate", async () => {
    for (const path of ["/queue", "/queue/api/queues", "/queue/api/redis/stats", "/queue/static/favicon.ico"]) {
      for (const who of ["administrator north", "engineer north south", "viewer north south", "approver north south"]) {
        assert.equal((await ask(path, { headers: { authorization: who } })).status, 403, `${who}: ${path}`);
      }
      assert.equal((await ask(path)).status, 303, path);
    }
    assert.notEqual((await ask("/queue/../queue//api/queues")).status, 200);
  });

  test("moves nothing: whatever is no reading does not reach it", async () => {
    const before = await queue.counts();
    for (const [method, path] of [
      ["PUT", "/queue/api/queues/lockstep/pause"],
      ["PUT", "/queue/api/queues/pause"],
      ["PUT", "/queue/api/queues/lockstep/clean/waiting"],
      ["PUT", "/queue/api/queues/lockstep/obliterate"],
      ["POST", "/queue/api/queues/lockstep/add"],
      ["DELETE", "/queue/api/queues/lockstep"],
      ["PATCH", "/queue/api/queues/lockstep/one/update-data"],
    ] as const) {
      const refused = await ask(path, { method, headers: { ...ADMINISTRATOR, "x-http-method-override": "GET" } });
      assert.equal(refused.status, 405, `${method} ${path}`);
      assert.equal(refused.headers.get("allow"), "GET, HEAD");
    }
    assert.equal((await ask("/queue", { method: "HEAD", headers: ADMINISTRATOR })).status, 200);
    assert.deepEqual(await queue.counts(), before);
  });

  test("lets its pages load and run what stands in their own files, and nothing from elsewhere", async () => {
    const page = await ask("/queue", { headers: ADMINISTRATOR });
    const policy = page.headers.get("content-security-policy") ?? "";
    assert.match(policy, /default-src 'none'.*script-src 'self';.*frame-ancestors 'none'/);
    assert.doesNotMatch(policy, /https?:|\*|eval|script-src[^;]*unsafe/);
    const text = await page.text();
    const scripts = [...text.matchAll(/<script defer src="([^"]+)"/g)].map(([, source]) => source);
    assert.ok(scripts.length > 0);
    for (const script of scripts) {
      assert.equal((await ask(`/queue/${script}`, { headers: ADMINISTRATOR })).status, 200, script);
    }
    const elsewhere = await ask("/queues", { headers: ADMINISTRATOR });
    assert.equal(elsewhere.status, 404);
    assert.match(elsewhere.headers.get("content-security-policy") ?? "", /style-src 'self';.*base-uri 'none'/);
    const unknown = await ask("/queue/no-such-page", { headers: ADMINISTRATOR });
    assert.equal(unknown.status, 404);
    assert.doesNotMatch(await unknown.text(), /no-such-page|Cannot GET|node_modules/);
  });
});
