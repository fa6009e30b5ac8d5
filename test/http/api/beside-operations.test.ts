import assert from "node:assert/strict";
import { test } from "node:test";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import fc from "fast-check";
import { parseGateQuestion } from "#services/core/gate/gate-question";
import { API_OPERATIONS } from "#services/http/api/api-operations";
import { BESIDE_OPERATIONS } from "#services/http/api/beside-operations";
import { describeApi } from "#services/http/api/describe-api";
import { aReason, aToldVerdict } from "#test/core/gate/a-told-verdict";
import { BELIEVING_PROVIDER, headersOf } from "#test/http/authorisation/callers";
import { serveEveryRoute } from "#test/http/authorisation/serve-every-route";
import { serveGate } from "#test/http/gate/serve-gate";

interface Described {
  readonly parameters: readonly { readonly name: string; readonly in: string }[];
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, object>> }>>;
}

const description = describeApi(API_OPERATIONS);
const paths = description["paths"] as object as Readonly<Record<string, { readonly get: Described }>>;
const ajv = new Ajv2020({ strict: false, validateSchema: false }).addSchema(description, "api");

function checkAt(...pointer: readonly string[]): ValidateFunction {
  const parts = pointer.map((part) => encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1")));
  return ajv.compile({ $ref: `api#/${parts.join("/")}` });
}

/** Fails where an answer has a status, a media type or a body that the description does not give it. */
async function assertDescribed(path: string, answer: Response): Promise<void> {
  const status = String(answer.status);
  const [type = ""] = (answer.headers.get("content-type") ?? "").split(";");
  const described = paths[path]?.get.responses[status]?.content ?? {};
  assert.ok(type in described, `${path} ${status} ${type}`);
  const body: unknown = type.endsWith("json") ? await answer.json() : await answer.text();
  const check = checkAt("paths", path, "get", "responses", status, "content", type, "schema");
  assert.ok(check(body), `${path} ${status} ${type}: ${ajv.errorsText(check.errors)}`);
}

const READER = { Authorization: "Bearer reader" };
const FORMS = [{}, READER, { Accept: "text/plain" }, { ...READER, Accept: "text/plain" }];

test("whatever a gate answers is as it is described: status, media type and body, for readers and strangers", async () => {
  const notReady = aToldVerdict({ engineId: "rie", verdict: "not-ready", reasons: [aReason("parity", "not-ready")] });
  await using gate = await serveGate(
    new Map([
      ["tie", aToldVerdict()],
      ["rie", notReady],
    ]),
  );
  const seen = new Set<number>();
  for (const [described, address] of [
    ["/ready/{engine}", "/ready"],
    ["/advice/{engine}", "/advice"],
    ["/estates/{estate}/ready/{engine}", "/estates/st-example/ready"],
    ["/estates/{estate}/advice/{engine}", "/estates/st-example/advice"],
  ] as const) {
    for (const asked of ["tie", "rie", "other", "tie?maxAge=1", "tie?maxAge=soon", "tie?profile=none"]) {
      for (const headers of FORMS) {
        const answer = await fetch(`${gate.url}${address}/${asked}`, { headers });
        seen.add(answer.status);
        await assertDescribed(described, answer);
      }
    }
  }
  assert.deepEqual([...seen].sort(), [200, 400, 404, 503]);
  await assertDescribed("/healthz", await fetch(`${gate.url}/healthz`));
});

test("so is what is told to whoever watches the service", async () => {
  const way = (publicUrl: string) => ({ kind: "sign-in", publicUrl, provider: BELIEVING_PROVIDER }) as const;
  await using service = await serveEveryRoute(way);
  await assertDescribed("/readyz", await fetch(`${service.url}/readyz`));
  await assertDescribed("/metrics", await fetch(`${service.url}/metrics`));
  for (const caller of ["token meter", "token viewer"] as const) {
    const headers = await headersOf(caller, "all", service.url);
    await assertDescribed("/metrics", await fetch(`${service.url}/metrics`, { headers }));
  }
});

test("each is a route, with the permission that is described", async () => {
  const way = (publicUrl: string) => ({ kind: "sign-in", publicUrl, provider: BELIEVING_PROVIDER }) as const;
  await using service = await serveEveryRoute(way);
  for (const { path, permission } of BESIDE_OPERATIONS) {
    if (path === "/healthz") continue;
    const route = service.routes.find((one) => one.path === path && one.method === "get");
    assert.equal(route?.permission, permission, path);
    assert.equal(route?.speaksTo, "program", path);
  }
});

test("a gate takes exactly the questions that are described", () => {
  const described = paths["/ready/{engine}"]?.get.parameters ?? [];
  const names = described.filter((one) => one.in === "query").map(({ name }) => name);
  const values = fc.oneof(
    fc.constantFrom(
      "10m",
      "600",
      "2h",
      "1d",
      "10 m",
      "switchover",
      "strict",
      "disaster",
      "override",
      "yes",
      "1",
      "5",
      "",
    ),
    fc.string({ maxLength: 210 }),
  );
  fc.assert(
    fc.property(fc.constantFrom(...names), values, (name, value) => {
      const index = described.findIndex((one) => one.name === name);
      const check = checkAt("paths", "/ready/{engine}", "get", "parameters", String(index), "schema");
      const isTaken = !("problem" in parseGateQuestion(new URLSearchParams([[name, value]])));
      assert.equal(check(value), isTaken, `${name}=${value}`);
    }),
  );
  assert.ok("problem" in parseGateQuestion(new URLSearchParams("other=1")));
});
