import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Type } from "typebox";
import type { AccessReview } from "#schemas/access-review";
import type { AskedCheck } from "#schemas/api/asked-check";
import type { EstateOverview } from "#schemas/api/estate-overview";
import type { Problem } from "#schemas/api/problem";
import type { ProposalSummary } from "#schemas/api/proposal-summary";
import type { ExplainReport } from "#schemas/explain-report";
import type { ReviewDecidedReport } from "#schemas/review-decided-report";
import type { Principal } from "#services/core/access/principal";
import { give, operation } from "#services/http/api/operation";
import { type ReviewStage, stageLocally } from "#test/fakes/review-stage";
import { type ServedApi, serveApi } from "#test/fakes/served-api";

let stage: ReviewStage;
let api: ServedApi;
let root: string;
let estate: string;

function person(name: string, role: Principal["grants"][number]["role"], engines: "all" | string[] = "all"): Principal {
  return { kind: "person", id: name, name, grants: [{ estate, role, engines }] };
}

before(async () => {
  stage = await stageLocally();
  const { nights } = stage;
  await nights.check();
  await nights.adopt();
  await nights.check();
  nights.primary.state.editChannel("PAS ADT In", "6661", "6671", { by: "j.okafor" });
  await nights.check();
  estate = (await nights.estate.app.estate()).estate;
  const people = {
    viewer: person("V. Viewer", "viewer"),
    engineer: person("E. Engineer", "engineer"),
    pat: person("pat-lowe", "approver"),
    auditor: person("A. Auditor", "auditor"),
    administrator: person("A. Admin", "administrator"),
    stranger: person("S. Stranger", "viewer", ["lab"]),
    token: { ...person("haproxy", "engineer"), kind: "token" as const },
  };
  api = await serveApi(nights.estate.app, { now: nights.now, people });
  root = `/api/v1/estates/${estate}`;
});

after(async () => {
  await api[Symbol.asyncDispose]();
  await stage[Symbol.asyncDispose]();
});

async function read<T>(path: string, as = "viewer"): Promise<T> {
  const response = await api.ask(path, as);
  assert.equal(response.status, 200, `${path}: ${await response.clone().text()}`);
  return (await response.json()) as T;
}

async function refused(response: Response): Promise<Problem> {
  assert.match(response.headers.get("content-type") ?? "", /application\/problem\+json/);
  return (await response.json()) as Problem;
}

const json = (body: unknown): RequestInit => ({
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});

test("tells how an engine stands on each axis, and why it is not ready", async () => {
  const overview = await read<EstateOverview>(root);
  assert.deepEqual(
    overview.engines.map(({ engineId, readiness, conformity, authorisation }) => [
      ...[engineId, readiness.verdict, conformity.state, authorisation.state],
    ]),
    [["tie", "not-ready", "drifted", "waits"]],
  );
  const { ready, report } = await read<ExplainReport>(`${root}/engines/tie`);
  assert.equal(ready.verdict, "not-ready");
  assert.equal(report?.findings.length, 1);
});

test("gives whoever has an answer nothing again until something was written, and then never the old one", async () => {
  const first = await api.ask(root, "viewer");
  const etag = first.headers.get("etag") ?? assert.fail("no ETag");
  const again = await api.ask(root, "viewer", { headers: { "if-none-match": etag } });
  assert.equal(again.status, 304);
  assert.equal(again.headers.get("etag"), etag);
  await stage.nights.check();
  const then = await api.ask(root, "viewer", { headers: { "if-none-match": etag } });
  assert.equal(then.status, 200);
  assert.notEqual(then.headers.get("etag"), etag);
});

test("tells who may do what to whoever reads records, and takes a review of exactly that from approvers and administrators", async () => {
  const first = await read<AccessReview>(`${root}/access`, "auditor");
  assert.equal(first.record, null);
  assert.ok(
    first.engines.some(({ accounts }) => accounts !== null && accounts.length > 0),
    "Mirth tells its users",
  );
  assert.equal((await api.ask(`${root}/access`, "viewer")).status, 403);
  const review = (as: string, body: object) => api.ask(`${root}/access/reviews`, as, json(body));
  const { digest } = first;
  for (const as of ["auditor", "engineer", "token"]) assert.equal((await review(as, { digest })).status, 403, as);
  const stale = await review("administrator", { digest: `sha256:${"0".repeat(64)}` });
  assert.deepEqual([stale.status, (await refused(stale)).code], [409, "digest-mismatch"]);
  const patient = await review("administrator", { digest, change: "NHS number 943 476 5919 of the clerk" });
  assert.deepEqual([patient.status, (await refused(patient)).code], [422, "usage"]);
  const kept = await review("administrator", { digest, change: "Name a second approver" });
  assert.equal(kept.status, 201, await kept.clone().text());
  const { last, changed } = await read<AccessReview>(`${root}/access`, "auditor");
  assert.deepEqual([last?.by, last?.outcome, last?.note], ["A. Admin", "changes-wanted", "Name a second approver"]);
  assert.deepEqual(changed, []);
});

test("never names an answer alike for two people who may see different engines", async () => {
  const [viewer, stranger] = [await api.ask(root, "viewer"), await api.ask(root, "stranger")];
  assert.notEqual(viewer.headers.get("etag"), stranger.headers.get("etag"));
  assert.deepEqual(((await stranger.json()) as EstateOverview).engines, []);
  const runs = await read<{ items: unknown[] }>(`${root}/runs`, "stranger");
  assert.deepEqual(runs.items, []);
  for (const path of ["/engines/tie", "/engines/tie/findings", "/engines/tie/contents/tie-a"]) {
    assert.equal((await api.ask(`${root}${path}`, "stranger")).status, 404, path);
  }
});

test("says of a request that does not fit where it does not", async () => {
  const cases: readonly (readonly [string, RequestInit | undefined, string, string])[] = [
    ["/runs?limit=0", undefined, "query", "limit"],
    ["/runs?limit=many", undefined, "query", "limit"],
    ["/runs?colour=red", undefined, "query", "colour"],
    ["/runs?limit=1&limit=2", undefined, "query", "limit"],
    ["/runs?cursor=%00", undefined, "query", "cursor"],
    ["/runs?__proto__=1", undefined, "query", "__proto__"],
    ["/engines/tie/findings?severity=worst", undefined, "query", "severity"],
    ["/engines/tie/findings/zzzz", undefined, "path", "finding"],
    ["/checks", json({ engines: [] }), "body", "/engines"],
    ["/checks", json({ motor: ["tie"] }), "body", "/motor"],
    ["/checks", json([]), "body", "/"],
    ["/reviews/1/decision", json({ says: "accept" }), "body", "/digest"],
  ];
  for (const [path, init, where, at] of cases) {
    const response = await api.ask(`${root}${path}`, "engineer", init);
    assert.equal(response.status, 400, path);
    const { code, errors } = await refused(response);
    assert.equal(code, "request-refused");
    assert.deepEqual([errors?.[0]?.in, errors?.[0]?.at], [where, at], path);
  }
});

test("takes nothing but JSON where it takes a body", async () => {
  const init = { method: "POST", headers: { "content-type": "text/plain" }, body: "{}" };
  assert.equal((await api.ask(`${root}/checks`, "engineer", init)).status, 415);
});

test("asks who it is before it looks at what was sent", async () => {
  assert.equal((await api.ask(`${root}/runs?limit=0`, undefined)).status, 401);
  assert.equal((await api.ask(`${root}/records?limit=0`, "viewer")).status, 403);
});

test("a part of a list leads to the next by its link, until all were given once", async () => {
  const all = await read<{ items: { runId: string }[] }>(`${root}/runs?limit=200`);
  const paged: string[] = [];
  let path: string | undefined = `${root}/runs?limit=1&engine=tie`;
  while (path !== undefined) {
    const response = await api.ask(path, "viewer");
    const { items, next } = (await response.json()) as { items: { runId: string }[]; next: string | null };
    paged.push(...items.map(({ runId }) => runId));
    const link: string | undefined = /^<([^>]+)>; rel="next"$/.exec(response.headers.get("link") ?? "")?.[1];
    assert.equal(link === undefined, next === null);
    path = link;
  }
  assert.deepEqual(
    paged,
    all.items.map(({ runId }) => runId),
  );
});

test("findings are asked for by what they are", async () => {
  const waiting = await read<{ items: unknown[] }>(`${root}/engines/tie/findings?waits=true`);
  assert.equal(waiting.items.length, 1);
  assert.deepEqual((await read<{ items: unknown[] }>(`${root}/engines/tie/findings?waits=false`)).items, []);
  assert.deepEqual((await read<{ items: unknown[] }>(`${root}/engines/tie/findings?case=diverged`)).items, []);
});

test("an artefact is shown with what it holds and its versions", async () => {
  const shown = await read<{ versions: unknown[] }>(
    `${root}/engines/tie/contents/tie-a/artefact?artefact=${encodeURIComponent("PAS ADT In")}`,
  );
  assert.equal(shown.versions.length, 2);
  assert.equal((await api.ask(`${root}/engines/tie/contents/tie-a/artefact`, "viewer")).status, 400);
  const none = await api.ask(`${root}/engines/tie/contents/tie-a?at=99`, "viewer");
  assert.equal(none.status, 404);
  assert.equal((await refused(none)).code, "selector-unknown");
});

test("a check is asked for once by one key, and told done once each engine has a run that began later", async () => {
  const init = json({ engines: ["tie"] });
  const keyed = { ...init, headers: { ...init.headers, "idempotency-key": "night-1" } };
  const first = await api.ask(`${root}/checks`, "engineer", keyed);
  assert.equal(first.status, 202);
  const location = first.headers.get("location") ?? "";
  const again = await api.ask(`${root}/checks`, "engineer", keyed);
  assert.equal(again.headers.get("location"), location);
  assert.equal(api.asked.length, 1);
  assert.equal((await read<AskedCheck>(location)).state, "waiting");
  assert.equal((await api.ask(`${location}/report`, "viewer")).status, 404);
  await stage.nights.check();
  assert.equal((await read<AskedCheck>(location)).state, "done");
  const report = await read<{ engines: { engineId: string }[] }>(`${location}/report`);
  assert.deepEqual(
    report.engines.map(({ engineId }) => engineId),
    ["tie"],
  );
  assert.equal((await api.ask(location, "stranger")).status, 404);
});

test("only who may check asks for a check", async () => {
  assert.equal((await api.ask(`${root}/checks`, "viewer", json({}))).status, 403);
  assert.equal((await api.ask(`${root}/checks`, "engineer", json({ engines: ["none"] }))).status, 404);
});

test("a proposal is decided in the name of whoever asks, and not by a digest of what was there before", async () => {
  const { items } = await read<{ items: ProposalSummary[] }>(`${root}/reviews`);
  const [waiting] = items;
  const path = `${root}/reviews/${waiting?.number}/decision`;
  const decide = (as: string, digest: string) => api.ask(path, as, json({ says: "accept", digest }));
  assert.equal((await decide("viewer", waiting?.digest ?? "")).status, 403);
  assert.equal((await decide("token", waiting?.digest ?? "")).status, 403);
  const stale = await decide("pat", `sha256:${"0".repeat(64)}`);
  assert.equal(stale.status, 409);
  assert.equal((await refused(stale)).code, "proposal-stale");
  const decided = await decide("pat", waiting?.digest ?? "");
  assert.equal(decided.status, 200, await decided.clone().text());
  assert.equal(((await decided.json()) as ReviewDecidedReport).outcome, "accepted");
  assert.deepEqual((await read<{ items: unknown[] }>(`${root}/reviews`)).items, []);
});

test("what is said wrongly is refused with its code, and nothing is written", async () => {
  const refusal = await api.ask(
    `${root}/engines/tie/overrides`,
    "engineer",
    json({ setAside: ["no-baseline"], reason: "the theatre list moves tonight" }),
  );
  assert.equal(refusal.status, 422);
  assert.equal((await refused(refusal)).code, "decision-refused");
});

test("records are for who may read them", async () => {
  const { items } = await read<{ items: { seq: number; hash: string }[] }>(
    `${root}/records?type=review-decided`,
    "auditor",
  );
  assert.equal(items.length, 1);
  const record = await read<{ hash: string }>(`${root}/records/${items[0]?.seq}`, "auditor");
  assert.equal(record.hash, items[0]?.hash);
  assert.equal((await api.ask(`${root}/records/99999`, "auditor")).status, 404);
});

test("an answer that does not fit its own description is a bug, told to the log and to nobody else", async () => {
  const planted = operation({
    ...{ id: "planted", tag: "estates", says: "A fault.", method: "get", on: "estate", permission: "read" },
    path: "/estates/:estate/planted",
    gives: Type.Object({ count: Type.Integer() }),
    handle: () => give({ count: 1.5, secret: "what-nobody-may-read" }),
  });
  const { nights } = stage;
  const people = { viewer: person("V. Viewer", "viewer") };
  await using faulty = await serveApi(nights.estate.app, { now: nights.now, people, operations: [planted] });
  const response = await faulty.ask(`${root}/planted`, "viewer");
  assert.equal(response.status, 500);
  const problem = await refused(response);
  assert.equal(problem.code, "bug");
  assert.doesNotMatch(JSON.stringify(problem), /nobody-may-read|count/);
  assert.ok(faulty.log.some((line) => line.includes("The answer of planted does not fit its description at /count")));
});

test("tells what is under way, and each run once it is recorded, to whoever may see the engine", async () => {
  const gone = new AbortController();
  const response = await api.ask(`${root}/work`, "viewer", { signal: gone.signal });
  assert.match(response.headers.get("content-type") ?? "", /text\/event-stream/);
  const request = { job: "check" as const, engineIds: ["tie"], because: "a test" };
  const progress = { at: stage.nights.now().toISOString(), engineId: "tie", nodeId: "tie-a" };
  api.atWork = [{ id: "one", request, progress }];
  const checked = stage.nights.check();
  let text = "";
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk as Uint8Array, { stream: true });
    if (text.includes("event: recorded")) break;
  }
  gone.abort();
  await checked;
  api.atWork = [];
  assert.match(text, /event: progress\ndata: \{"engines":\["tie"\],"progress":\{[^\n]*"nodeId":"tie-a"/);
  assert.match(text, /id: \d+\nevent: recorded\ndata: \{"seq":\d+,"runId":"/);
});

test("describes itself, and HEAD tells what GET would", async () => {
  const description = (await (await api.ask("/api/v1/openapi.json", undefined)).json()) as { openapi: string };
  assert.equal(description.openapi, "3.1.0");
  const head = await api.ask(root, "viewer", { method: "HEAD" });
  assert.equal(head.status, 200);
  assert.notEqual(head.headers.get("etag"), null);
});

test("how engines stood over a time is told by days, and what is to come is unknown", async () => {
  const day = stage.nights.now().toISOString().slice(0, 10);
  const report = await read<{ seconds: Record<string, number>; engines: { engineId: string }[] }>(
    `${root}/compliance?from=${day}&to=${day}`,
  );
  assert.deepEqual(
    report.engines.map(({ engineId }) => engineId),
    ["tie"],
  );
  const total = Object.values(report.seconds).reduce((sum, seconds) => sum + seconds, 0);
  assert.equal(total, 86_400);
  assert.equal((await api.ask(`${root}/compliance?from=${day}&to=2000-01-01`, "viewer")).status, 400);
  assert.equal((await api.ask(`${root}/compliance?from=today`, "viewer")).status, 400);
});

test("a month is told against its service levels only to who may see all of the estate", async () => {
  const month = stage.nights.now().toISOString().slice(0, 7);
  const report = await read<{ month: string; figures: unknown[] }>(`${root}/service-levels/${month}`, "auditor");
  assert.equal(report.month, month);
  assert.ok(report.figures.length > 0);
  assert.equal((await api.ask(`${root}/service-levels/${month}`, "viewer")).status, 403);
  const later = await api.ask(`${root}/service-levels/2999-01`, "auditor");
  assert.equal(later.status, 422);
});

test("a notice is seen by whoever says so, and by no token", async () => {
  const { nights } = stage;
  const seen: string[] = [];
  const record = {
    schema: "lockstep/ledger-record@1",
    seq: 9,
    at: "2026-11-23T04:00:00.000Z",
    type: "notice-sent",
  } as const;
  const notices = {
    standing: () => Promise.resolve([]),
    seen({ by }: { readonly by: string }) {
      seen.push(by);
      return Promise.resolve({ ...record, actor: by, body: {}, previous: null, hash: "sha256:0" });
    },
  };
  const engineer = person("E. Engineer", "engineer");
  const people = { engineer, token: { ...engineer, kind: "token" as const } };
  await using told = await serveApi(nights.estate.app, { now: nights.now, people, notices });
  assert.equal((await told.ask(`${root}/notices/9/seen`, "token", { method: "POST" })).status, 403);
  const answer = await told.ask(`${root}/notices/9/seen`, "engineer", { method: "POST" });
  assert.equal(answer.status, 200);
  assert.deepEqual(seen, ["E. Engineer"]);
  assert.equal((await told.ask(`${root}/notices`, "engineer")).status, 200);
  assert.equal((await api.ask(`${root}/notices`, "viewer")).status, 404);
});
