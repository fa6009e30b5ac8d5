import assert from "node:assert/strict";
import { test } from "node:test";
import type { Principal } from "#services/core/access/principal";
import { type Answer, type Content, refuse } from "#services/http/answer";
import { openMeter } from "#services/http/operations/meter";
import type { OperationContext } from "#services/http/operations/operation-context";
import { operationRoutes } from "#services/http/operations/operation-routes";
import type { Call, Route } from "#services/http/route";
import type { ServedEstate } from "#services/http/served-estate";

const AT = new Date("2026-11-23T02:00:00Z");
const COUNTS = { waiting: 3, active: 1, failed: 0 };
const VERDICTS: Readonly<Record<string, object>> = {
  tie: { allowed: true, verdict: "ready", ageSeconds: 60 },
  lab: { allowed: false, verdict: "not-ready", ageSeconds: 120 },
  pacs: { allowed: false, verdict: "unknown", ageSeconds: null },
};
const METER: Principal = {
  ...{ kind: "token", id: "t", name: "prometheus" },
  grants: [{ estate: "north", role: "meter", engines: "all" }],
};

test("the service is ready to serve while queue, store and watchdog answer", async () => {
  const answer = await ask("/readyz", {});
  assert.equal(answer.status, 200);
  assert.deepEqual(JSON.parse(String(answer.body)), { status: "ok", failing: [] });
});

test("a queue that does not answer is named, with 503 and no word of why", async () => {
  const refused = { counts: () => Promise.reject(new Error("redis://secret@10.1.2.3 refused")) };
  const answer = await ask("/readyz", { queue: refused });
  assert.equal(answer.status, 503);
  assert.deepEqual(JSON.parse(String(answer.body)), { status: "failing", failing: ["queue"] });
});

test("a store that cannot be read, or an estate that is not in force, is named", async () => {
  const unreadable = { ...estate("north"), views: { mark: () => Promise.reject(new Error("gone")) } } as ServedEstate;
  const withoutEstate = { ...estate("north"), declared: () => undefined } as ServedEstate;
  for (const failing of [[unreadable], [estate("south"), withoutEstate], []]) {
    const answer = await ask("/readyz", { estates: failing });
    assert.deepEqual(JSON.parse(String(answer.body)).failing, ["store"]);
  }
});

test("an estate that could not be opened is named as one, without its folder", async () => {
  const answer = await ask("/readyz", { closed: () => [{ folder: "/srv/south", why: "key-missing" }] });
  assert.equal(answer.status, 503);
  assert.deepEqual(JSON.parse(String(answer.body)), { status: "failing", failing: ["estate"] });
});

test("a watchdog that has been silent for five minutes, or never looked, is named", async () => {
  const minutesAgo = (minutes: number) => new Date(AT.getTime() - minutes * 60_000);
  const failing = async (watchedAt: Date | undefined) =>
    JSON.parse(String((await ask("/readyz", { watchedAt: () => watchedAt })).body)).failing;
  assert.deepEqual(await failing(minutesAgo(1)), []);
  assert.deepEqual(await failing(minutesAgo(6)), ["watchdog"]);
  assert.deepEqual(await failing(undefined), ["watchdog"]);
});

test("Prometheus is given each verdict as a number, its age, and the jobs of the queue", async () => {
  const text = String((await ask("/metrics", {})).body);
  for (const line of [
    'lockstep_readiness{estate="north",engine="tie"} 2',
    'lockstep_readiness{estate="north",engine="lab"} 0',
    'lockstep_readiness{estate="north",engine="pacs"} 1',
    'lockstep_readiness_age_seconds{estate="north",engine="lab"} 120',
    'lockstep_jobs{state="waiting"} 3',
  ]) {
    assert.ok(text.includes(`${line}\n`), `${line}\n${text}`);
  }
  assert.ok(!text.includes('lockstep_readiness_age_seconds{estate="north",engine="pacs"}'));
});

test("who may measure one estate is told nothing of another", async () => {
  const text = String((await ask("/metrics", { estates: [estate("north"), estate("south")] })).body);
  assert.ok(!text.includes("south"), text);
});

test("an engine that is no longer there has no figure left over", async () => {
  const meter = openMeter();
  await ask("/metrics", { meter });
  const text = String((await ask("/metrics", { meter, estates: [] })).body);
  assert.ok(!text.includes("lockstep_readiness{"), text);
});

test("each answer is counted by its route as declared, never by what was typed, and those of the gate by status", async () => {
  const meter = openMeter();
  const gate: Route = {
    ...{ method: "get", path: "/ready/:engine", on: "service", permission: "anyone", speaksTo: "program" },
    handle: ({ params }: Call) => refuse(params["engine"] === "tie" ? 503 : 404),
  };
  const [measured = gate] = meter.measured([gate]);
  await handle(measured, { params: { engine: "tie" } });
  await handle(measured, { params: { engine: "typed-by-somebody" } });
  const text = await meter.render();
  assert.ok(text.includes('lockstep_gate_answers_total{status="503"} 1\n'), text);
  assert.ok(
    text.includes('lockstep_http_request_duration_seconds_count{method="get",route="/ready/:engine",status="503"} 1\n'),
  );
  assert.ok(!text.includes("typed-by-somebody"));
});

test("an answer that fails is counted as a fault of ours", async () => {
  const meter = openMeter();
  const broken: Route = {
    ...{ method: "get", path: "/broken", on: "service", permission: "anyone", speaksTo: "program" },
    handle: () => Promise.reject(new Error("as planted")),
  };
  const [measured = broken] = meter.measured([broken]);
  await assert.rejects(handle(measured, {}));
  assert.ok((await meter.render()).includes('route="/broken",status="500"} 1\n'));
});

async function ask(path: string, context: Partial<OperationContext>): Promise<Content> {
  const whole = { estates: [estate("north")], queue: { counts: () => Promise.resolve(COUNTS) }, meter: openMeter() };
  const route = operationRoutes({ ...whole, ...context }).find((each) => each.path === path);
  assert.ok(route !== undefined);
  const answer = await handle(route, {});
  assert.ok(answer.kind === "content");
  return answer;
}

async function handle(route: Route, more: Partial<Call>): Promise<Answer> {
  assert.ok(route.on === "service");
  return await route.handle({ principal: METER, at: AT, params: {}, ...more } as Call);
}

function estate(id: string): ServedEstate {
  return {
    id,
    declared: () => ({ estate: id, engines: Object.keys(VERDICTS).map((engine) => ({ id: engine })) }),
    views: { mark: () => Promise.resolve("now") },
    verdicts: { answer: (engine: string) => VERDICTS[engine] },
  } as object as ServedEstate;
}
