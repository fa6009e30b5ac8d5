import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import { Advice } from "#schemas/advice";
import { GateAnswer } from "#schemas/gate";
import type { ToldVerdict } from "#services/core/gate/told-verdict";
import { aReason, aToldVerdict } from "#test/core/gate/a-told-verdict";
import { type ServedGate, serveGate } from "./serve-gate.js";

let gate: ServedGate;

const NOT_READY: ToldVerdict = aToldVerdict({
  engineId: "rie",
  verdict: "not-ready",
  reasons: [{ ...aReason("parity", "not-ready"), message: "Standby lacks 'PAS ADT In'.", owner: "Mo Banks" }],
  advice: {
    items: [
      {
        ...{ tier: 1, flow: "ADT", what: "PAS ADT In", how: "Standby does not hold it.", owner: "Mo Banks" },
        ...{ meaning: "No admissions reach the wards.", finding: "sha256:1" },
      },
    ],
    omitted: 2,
    byTier: { "1": 3 },
  },
});

before(async () => {
  gate = await serveGate(
    new Map([
      ["tie", aToldVerdict()],
      ["rie", NOT_READY],
    ]),
  );
});

after(() => gate[Symbol.asyncDispose]());

function ask(path: string, init?: RequestInit): Promise<Response> {
  return fetch(`${gate.url}${path}`, { redirect: "manual", ...init });
}

async function told(response: Response): Promise<GateAnswer> {
  return (await response.json()) as GateAnswer;
}

const READER = { headers: { Authorization: "Bearer reader" } };

test("a ready engine is answered with 200, its age and its end, and nobody between may keep it", async () => {
  const response = await ask("/ready/tie");
  assert.equal(response.status, 200);
  assert.equal(response.headers.get("cache-control"), "no-store");
  assert.equal(response.headers.get("x-lockstep-verdict"), "ready");
  assert.equal(response.headers.get("retry-after"), null);
  const answer = await told(response);
  assert.deepEqual([answer.verdict, answer.allowed, answer.ageSeconds, answer.codes], ["ready", true, 1200, []]);
});

test("what is not ready is answered with 503, the codes of its reasons, and when to ask again", async () => {
  const response = await ask("/ready/rie");
  assert.equal(response.status, 503);
  assert.equal(response.headers.get("x-lockstep-verdict"), "not-ready");
  assert.equal(response.headers.get("retry-after"), "30");
  assert.deepEqual((await told(response)).codes, ["parity"]);
});

test("who may not read the engine learns verdict, codes and ages, and no name, sentence or owner", async () => {
  for (const path of ["/ready/rie", "/advice/rie", "/ready/rie?profile=return"]) {
    const text = await (await ask(path)).text();
    for (const secret of ["Mo Banks", "PAS ADT In", "admissions", "Standby lacks"])
      assert.ok(!text.includes(secret), path);
  }
  assert.match(await (await ask("/ready/rie", READER)).text(), /Standby lacks 'PAS ADT In'/);
  assert.match(await (await ask("/advice/rie", READER)).text(), /No admissions reach the wards/);
});

test("answers fit their schemas, for readers and for strangers", async () => {
  const ajv = new Ajv2020({ strict: false });
  for (const init of [undefined, READER]) {
    for (const engine of ["tie", "rie"]) {
      assert.ok(ajv.validate(GateAnswer, await (await ask(`/ready/${engine}`, init)).json()), ajv.errorsText());
      assert.ok(ajv.validate(Advice, await (await ask(`/advice/${engine}`, init)).json()), ajv.errorsText());
    }
  }
});

test("HEAD says the same without a body", async () => {
  const [ready, not] = [await ask("/ready/tie", { method: "HEAD" }), await ask("/ready/rie", { method: "HEAD" })];
  assert.deepEqual([ready.status, not.status, await ready.text()], [200, 503, ""]);
  assert.equal(not.headers.get("x-lockstep-verdict"), "not-ready");
});

test("a script gets one line that begins with the verdict and the engine", async () => {
  const plain = { headers: { Accept: "text/plain" } };
  const ready = await (await ask("/ready/tie", plain)).text();
  assert.match(ready, /^ready tie age=1200 asOf=2026-11-23T02:00:00.000Z expires=\S+ codes=none\n$/);
  assert.match(await (await ask("/ready/rie", plain)).text(), /^not-ready rie .* codes=parity\n$/);
});

test("an engine that there is not is 404, never 200 and never 503", async () => {
  for (const path of ["/ready/other", "/ready/__proto__", "/ready/tie%00", "/ready/TIE", "/advice/other", "/ready/"])
    assert.equal((await ask(path)).status, 404, path);
  assert.equal((await ask("/estates/other/ready/tie")).status, 404);
});

test("who asks for an engine that there is not is told which, and how to see the names; who may read sees them", async () => {
  const stranger = await ask("/ready/tei");
  assert.match(stranger.headers.get("content-type") ?? "", /problem\+json/);
  const bare = (await stranger.json()) as Record<string, string>;
  assert.equal(bare["code"], "selector-unknown");
  assert.equal(bare["detail"], "There is no engine 'tei' here.");
  assert.match(bare["remedy"] ?? "", /estate\.yaml › engines.*\/api\/v1\/estates/);
  const known = (await (await ask("/estates/st-example/advice/TIE", READER)).json()) as Record<string, string>;
  assert.equal(
    known["detail"],
    "There is no engine 'TIE' in the estate 'st-example', or you may not see it; there are: tie.",
  );
});

test("of what cannot be a name nothing is repeated", async () => {
  for (const name of ["%3Cscript%3E", "a%0Ab", `a${"b".repeat(80)}`, "tie%E2%80%AEeit"]) {
    const { detail } = (await (await ask(`/ready/${name}`)).json()) as Record<string, string>;
    assert.equal(detail, "There is no engine of that name here.", name);
  }
});

test("a slip in a question is refused with 400 in the form of a problem, and repeats nothing of it", async () => {
  for (const query of ["maxage=1", "maxAge=soon", "tier=9", "profile=disaster", "accept=yes", "maxAge=1&maxAge=2"]) {
    const response = await ask(`/ready/tie?${query}`);
    assert.equal(response.status, 400, query);
    assert.equal(response.headers.get("content-type"), "application/problem+json; charset=utf-8");
    assert.ok(!(await response.text()).includes("soon"));
  }
});

test("what a caller tolerates decides: age, profile, and an override by name", async () => {
  gate.told.set(
    "over",
    aToldVerdict({ engineId: "over", byOverride: true, reasons: [aReason("gap-accepted", "ready")] }),
  );
  const statuses = await Promise.all(
    [
      "/ready/tie?maxAge=20m",
      "/ready/tie?maxAge=19m",
      "/ready/over",
      "/ready/over?accept=override",
      "/ready/over?accept=override&profile=strict",
      "/ready/tie?flow=ADT&tier=1",
      "/ready/tie?flow=Other",
    ].map(async (path) => (await ask(path)).status),
  );
  assert.deepEqual(statuses, [200, 503, 503, 200, 503, 200, 503]);
  const refused = await told(await ask("/ready/over"));
  assert.deepEqual([refused.verdict, refused.codes], ["ready-by-override", ["ready-by-override"]]);
});

test("the advice is always 200, so that no gate can be made of it", async () => {
  for (const engine of ["tie", "rie"]) assert.equal((await ask(`/advice/${engine}`)).status, 200);
  const text = await (await ask("/advice/rie", { headers: { ...READER.headers, Accept: "text/plain" } })).text();
  assert.match(text, /it never forbids a failover/);
  assert.match(text, /tier 1, ADT: PAS ADT In: Standby does not hold it\. No admissions reach the wards\.\nand 2 more/);
});

test("advice without a token says what is withheld and how to ask, and with one withholds nothing", async () => {
  const bare = (await (await ask("/advice/rie")).json()) as Advice;
  assert.match(bare.withheld ?? "", /token of the role viewer.*lockstep token create/);
  assert.equal(((await (await ask("/advice/rie", READER)).json()) as Advice).withheld, undefined);
  const text = await (await ask("/advice/rie", { headers: { Accept: "text/plain" } })).text();
  assert.match(text, /What the standby lacks.*sign in, or send/);
});

test("only GET and HEAD are taken", async () => {
  for (const method of ["POST", "PUT", "DELETE", "OPTIONS"]) {
    const response = await ask("/ready/tie", { method });
    assert.deepEqual([response.status, response.headers.get("allow")], [405, "GET, HEAD"], method);
  }
});

test("of several estates each is asked by its name alone", async () => {
  await using two = await serveGate(new Map([["tie", aToldVerdict()]]), { estateIds: ["north", "south"] });
  const statuses = await Promise.all(
    ["/ready/tie", "/advice/tie", "/estates/north/ready/tie", "/estates/west/ready/tie"].map(
      async (path) => (await fetch(`${two.url}${path}`)).status,
    ),
  );
  assert.deepEqual(statuses, [404, 404, 200, 404]);
  const { remedy } = (await (await fetch(`${two.url}/ready/tie`)).json()) as Record<string, string>;
  assert.match(remedy ?? "", /\/estates\/<estate>\/ready\/<engine>/);
});

test("a balancer that asks two hundred times a second is not refused", async () => {
  const statuses = new Set<number>();
  for (let round = 0; round < 20; round += 1) {
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask("/ready/tie")));
    for (const { status } of answers) statuses.add(status);
  }
  assert.deepEqual([...statuses], [200]);
});

test("the runbook is a page with what the gate says now and how old that is, and leads to the file", async () => {
  const path = "/estates/st-example/engines/tie/runbook";
  const response = await ask(path, READER);
  assert.equal(response.status, 200);
  assert.equal(response.headers.get("content-disposition"), null);
  const text = await response.text();
  assert.match(text, /READY<\/p>\s*<p class="sentence">The gate is open now/);
  assert.match(text, /From the check of 23 Nov 2026 02:00 UTC, 20 min old, good until/);
  assert.match(text, /Mo Banks/);
  assert.match(text, /href="\/estates\/st-example\/engines\/tie\/runbook\.html">Download/);
  assert.doesNotMatch(text, /<style|style="/);
  assert.equal((await ask(path)).status, 401);
});

test("the runbook is a file for who may read the engine, and nothing for a stranger", async () => {
  const path = "/estates/st-example/engines/tie/runbook.html";
  const response = await ask(path, READER);
  assert.equal(response.status, 200);
  assert.equal(response.headers.get("content-disposition"), 'attachment; filename="runbook-tie-2026-11-23.html"');
  assert.match(await response.text(), /Mo Banks/);
  assert.equal((await ask(path)).status, 401);
});
