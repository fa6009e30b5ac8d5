import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Route } from "#services/http/route";
import { askPlainly } from "#test/fakes/ask-raw";
import { BELIEVING_PROVIDER, type Caller, headersOf } from "#test/http/authorisation/callers";
import { EXPECTED_ACCESS } from "#test/http/authorisation/expected-access";
import { type EveryRoute, serveEveryRoute } from "#test/http/authorisation/serve-every-route";
import { findHarm } from "#test/http/hostile/assert-harmless";
import { HOSTILE_VALUES } from "#test/http/hostile/hostile-values";

let service: EveryRoute;
/** Names that are sent together. */
let parametersOf: (route: Route) => readonly (readonly string[])[];
const known = new Map<Caller, Record<string, string>>();

before(async () => {
  service = await serveEveryRoute((publicUrl) => ({ kind: "sign-in", publicUrl, provider: BELIEVING_PROVIDER }));
  parametersOf = await describedParameters(service);
});

after(() => service[Symbol.asyncDispose]());

/** Whoever is let in, so that what is sent gets as far as it can. */
async function callerOf(route: Route): Promise<Record<string, string>> {
  const { lets } = EXPECTED_ACCESS[keyOf(route)] ?? { lets: [] };
  const caller = CALLERS_IN_TURN.find((one) => lets.includes(one)) ?? "anonymous";
  const headers = known.get(caller) ?? (await knownAs(caller));
  known.set(caller, headers);
  return headers;
}

const CALLERS_IN_TURN: readonly Caller[] = ["approver", "engineer", "administrator", "token collector"];

async function knownAs(caller: Caller): Promise<Record<string, string>> {
  const headers = await headersOf(caller, "all", service.url);
  const told: unknown = await (await fetch(`${service.url}/test-csrf`, { headers })).json();
  const csrf: unknown = typeof told === "object" && told !== null ? Reflect.get(told, "csrf") : undefined;
  return { ...headers, ...(typeof csrf === "string" && { "x-csrf-token": csrf }) };
}

function keyOf({ method, path }: Route): string {
  return `${method.toUpperCase()} ${path}`;
}

/** The names of the query that the API describes of a route; pages have theirs in common. */
async function describedParameters({ url }: EveryRoute): Promise<typeof parametersOf> {
  const described = (await (await fetch(`${url}/api/v1/openapi.json`)).json()) as Description;
  return ({ path, method }) => {
    // What is asked beside the API is asked as a page is: with everything that any of them takes.
    if (!path.startsWith("/api/v1")) return [OF_PAGES];
    const operation = described.paths[path.replace(/:([a-z]+)/gi, "{$1}")]?.[method];
    const names = operation?.parameters?.filter((one) => one.in === "query").flatMap(({ name }) => name ?? []);
    return names?.map((name) => [name]) ?? [OF_PAGES];
  };
}

interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly parameters?: readonly Parameter[] }>>>>;
}

interface Parameter {
  readonly name?: string;
  readonly in?: string;
}

const OF_PAGES = [
  "to",
  "token",
  "tab",
  "page",
  "cursor",
  "artefact",
  "done",
  "maxAge",
  "profile",
  "tier",
  "flow",
  "state",
  "code",
  "__proto__",
];

/** Half a letter, which no address can hold. */
const LONELY = /[\ud800-\udfff]/g;

/** Each value as it is, and as somebody writes it who hopes that it is decoded once more. */
function writings(value: string): readonly string[] {
  const once = encodeURIComponent(value.replace(LONELY, "\ufffd"));
  return /[%./\\\r\n\0]/.test(value) ? [...new Set([once, encodeURIComponent(once), tidied(value)])] : [once];
}

/** Without encoding, as far as a request can bear it. */
function tidied(value: string): string {
  return value.replace(/[^\x21-\x7e]/g, "").replace(/[?#]/g, "");
}

function fill(path: string, values: Readonly<Record<string, string>>): string {
  const usual: Readonly<Record<string, string>> = { estate: "north", engine: "tie", ...values };
  return path.replace(/:([a-z]+)/gi, (_all, name: string) => usual[name] ?? "a1");
}

/** Some at a time. */
async function tryAll(attempts: readonly Attempt[]): Promise<void> {
  const harm: string[] = [];
  for (let from = 0; from < attempts.length; from += AT_ONCE) {
    harm.push(...(await Promise.all(attempts.slice(from, from + AT_ONCE).map(tryOne))).flat());
  }
  assert.deepEqual(harm, []);
}

const AT_ONCE = 16;

async function tryOne({ what, route, target, headers = {}, body, sent }: Attempt): Promise<readonly string[]> {
  const asked = { method: route.method.toUpperCase(), target, headers: { ...(await callerOf(route)), ...headers } };
  const answer = await askPlainly(service.url, { ...asked, ...(body !== undefined && { body }) });
  return findHarm(answer, sent).map((one) => `${keyOf(route)} ${what}: ${one}`);
}

interface Attempt {
  readonly what: string;
  readonly route: Route;
  readonly target: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly sent: string;
}

function streams({ path }: Route): boolean {
  return path.endsWith("/work");
}

describe("nothing that is sent does harm", () => {
  for (const [what, value] of Object.entries(HOSTILE_VALUES)) {
    test(`${what}, in each part of each address`, async () => {
      const attempts = service.routes.flatMap((route) =>
        [...route.path.matchAll(/:([a-z]+)/gi)].flatMap(([, name = ""]) =>
          writings(value).map((sent) => ({
            what: name,
            route,
            target: fill(route.path, { [name]: sent }),
            sent: value,
          })),
        ),
      );
      await tryAll(attempts.filter(({ route }) => !streams(route)));
    });

    test(`${what}, in each parameter of each query`, async () => {
      const attempts = service.routes.flatMap((route) =>
        parametersOf(route).map((names) => {
          const written = encodeURIComponent(value.replace(LONELY, "\ufffd"));
          const query = names.map((name) => `${encodeURIComponent(name)}=${written}`).join("&");
          return { what: names.join(", "), route, target: `${fill(route.path, {})}?${query}`, sent: value };
        }),
      );
      await tryAll(attempts.filter(({ route }) => !streams(route)));
    });

    test(`${what}, in each field of each body, and as a field`, async () => {
      const attempts = service.routes
        .filter(({ takes }) => takes !== undefined)
        .flatMap((route) => bodiesOf(route, value));
      await tryAll(attempts);
    });

    test(`${what}, in headers that programs read`, async () => {
      const route = service.routes.find(({ path }) => path === "/api/v1/estates/:estate");
      const page = service.routes.find(({ path }) => path === "/estates/:estate");
      assert(route !== undefined && page !== undefined);
      const sent = value
        .replace(/[^\x20-\x7e]/g, "")
        .trim()
        .slice(0, 4000);
      const attempts = HEADERS.flatMap((name) =>
        [route, page].map((one) => ({
          what: name,
          route: one,
          target: fill(one.path, {}),
          headers: { [name]: sent },
          sent,
        })),
      );
      await tryAll(attempts);
    });
  }
});

const HEADERS = [
  "accept",
  "accept-language",
  "if-none-match",
  "idempotency-key",
  "user-agent",
  "referer",
  "origin",
  "x-forwarded-for",
  "x-request-id",
  "traceparent",
  "range",
];

function bodiesOf(route: Route, value: string): readonly Attempt[] {
  const body = EXPECTED_ACCESS[keyOf(route)]?.body ?? FORM_FIELDS;
  const names = Object.keys(body);
  const target = fill(route.path, {});
  const changed = names.map((name) => ({ ...body, [name]: value }));
  const nested = names.map((name) => ({ ...body, [name]: [{ [value]: value }] }));
  const added = JSON.parse(`{${JSON.stringify(value)}:1,"__proto__":{"isAdmin":true}}`);
  const written =
    route.takes === "json"
      ? [...changed, ...nested, { ...body, ...added }, value].map((one) => JSON.stringify(one))
      : changed.map((one) => new URLSearchParams(one as Record<string, string>).toString());
  const type = route.takes === "json" ? "application/json" : "application/x-www-form-urlencoded";
  return written.map((text, index) => ({
    ...{ what: `body ${index}`, route, target, body: text, sent: value },
    headers: { "content-type": route.takes === "bytes" ? "application/octet-stream" : type },
  }));
}

const FORM_FIELDS = { says: "accept", digest: "sha256:0", reason: "r", owner: "o", until: "2026-12-01", csrf: "c" };
