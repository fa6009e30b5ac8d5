import assert from "node:assert/strict";
import { createHmac, randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { createHttpApp } from "#services/http/create-http-app";
import { startHttpServer } from "#services/http/start-http-server";
import type { Logger } from "#services/ports/logger";
import { createLoopbackEstate, type LoopbackEstate } from "#test/fakes/estate-on-loopback";
import { openServiceOver, type TestedApp } from "#test/fakes/open-service-over";
import { type SimulatedPair, startSimulatedPair } from "#test/fakes/simulated-pair";
import { until } from "#test/fakes/until";

const SECRET = "an-invented-secret-of-a-webhook";
const DELIVERIES = 300;
const RUN_MS = 200;
const QUIET: Logger = { info: () => undefined, warn: () => undefined, error: () => undefined };

let pair: SimulatedPair;
let estate: LoopbackEstate;

before(async () => {
  pair = await startSimulatedPair();
  estate = await createLoopbackEstate(pair, {
    forge: { system: "github", repository: "hospital/estate", passwordEnv: "FORGE_TOKEN" },
    webhooks: [{ id: "gh", sender: "github", passwordEnv: "HOOK_SECRET" }],
    environment: { HOOK_SECRET: SECRET },
  });
});

after(async () => {
  await estate[Symbol.asyncDispose]();
  await pair[Symbol.asyncDispose]();
});

function deliver(url: string, number: number): Promise<Response> {
  const body = JSON.stringify({
    action: "closed",
    repository: { full_name: "hospital/estate" },
    pull_request: { number },
  });
  return fetch(`${url}/webhooks/gh`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "x-github-event": "pull_request",
      "x-github-delivery": randomUUID(),
      "x-hub-signature-256": `sha256=${createHmac("sha256", SECRET).update(body).digest("hex")}`,
    },
    body,
  });
}

test(`${DELIVERIES} deliveries at once lead to few looks at the forge, the last of them after the last delivery, and the service answers meanwhile`, async (t) => {
  const looks: number[] = [];
  const { settings, estate: declared, governed } = estate.app;
  const app: TestedApp = {
    settings,
    estate: declared,
    governed,
    check: () => Promise.reject(new Error("nothing is to be checked")),
    readTickets: () => Promise.resolve(0),
    checkOccasion: () => Promise.reject(new Error("nothing is due")),
    reviews: () => Promise.reject(new Error("no review is to be kept")),
    ledger: estate.app.ledger,
    watch: estate.app.watch,
    async settleReviews() {
      looks.push(Date.now());
      await sleep(RUN_MS);
      return [];
    },
  };
  const service = await openServiceOver([app], { logger: QUIET });
  const limits = { requestsPerMinute: 2 * DELIVERIES };
  const server = await startHttpServer(createHttpApp({ ...service, estates: [], limits }), {
    host: "127.0.0.1",
    port: 0,
  });
  try {
    await service.begin();
    const statuses: number[] = [];
    const health: number[] = [];
    let lastTold = 0;
    for (let sent = 0; sent < DELIVERIES; sent += 50) {
      const slice = Array.from({ length: 50 }, (_, index) => deliver(server.url, 1 + ((sent + index) % 100)));
      lastTold = Date.now();
      health.push((await fetch(`${server.url}/healthz`)).status);
      for (const { status } of await Promise.all(slice)) statuses.push(status);
    }
    assert.deepEqual(new Set(statuses), new Set([202]));
    assert.deepEqual(new Set(health), new Set([200]));
    const { queue } = service;
    // What comes again by its schedule waits for ever.
    const isAtRest = async (): Promise<boolean> => {
      const [{ active, waiting }, schedules] = await Promise.all([queue.counts(), queue.schedules()]);
      return active === 0 && waiting <= schedules.length;
    };
    await until(isAtRest, { what: "only what is scheduled waits", everyMs: 50 });
    t.diagnostic(`${looks.length} looks for ${DELIVERIES} deliveries`);
    assert.ok((looks.at(-1) ?? 0) >= lastTold, "what was told last is looked at after it was told");
    const tookMs = (looks.at(-1) ?? 0) - (looks[0] ?? 0);
    assert.ok(looks.length <= 2 + tookMs / RUN_MS && looks.length < DELIVERIES / 4, `${looks.length} looks`);
  } finally {
    await server.stop();
    await service.close();
  }
});
