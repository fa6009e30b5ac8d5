import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Route } from "#services/http/route";
import { BELIEVING_PROVIDER, CALLERS, type Caller, headersOf, type Reach, sessionIn } from "./callers.js";
import { EXPECTED_ACCESS, type ExpectedAccess } from "./expected-access.js";
import { type EveryRoute, serveEveryRoute } from "./serve-every-route.js";

const KEYS = Object.keys(EXPECTED_ACCESS);

/** What became of a request: let in, told that they may not, told that nothing is there, or asked who they are. */
type Outcome = "let in" | "not allowed" | "not there" | "who are you";

interface Asked {
  readonly caller: Caller;
  readonly reach: Reach;
  readonly estate: "north" | "south";
  readonly engine: "tie" | "lab";
}

function keyOf({ method, path }: Pick<Route, "method" | "path">): string {
  return `${method.toUpperCase()} ${path}`;
}

/** The rule in a sentence: whoever may not even read is told that nothing is there. */
function expected(route: Route, { lets, wantsWholeEstate }: ExpectedAccess, asked: Asked): Outcome {
  const { caller, reach, estate, engine } = asked;
  if (lets.includes("anonymous")) return "let in";
  if (caller === "anonymous") return "who are you";
  const isMachine = caller === "token collector" || caller === "token meter";
  if (route.on === "service") return lets.includes(caller) ? "let in" : "not allowed";
  if (estate === "south" && caller !== "operator") return "not there";
  if (route.on === "engine" && reach === "tie" && engine === "lab") return "not there";
  if (lets.includes(caller) && !(wantsWholeEstate === true && reach === "tie")) return "let in";
  return isMachine ? "not there" : "not allowed";
}

async function outcomeOf(
  route: Route,
  asked: Asked,
  service: EveryRoute,
  headers: Record<string, string>,
): Promise<Outcome> {
  const { body } = EXPECTED_ACCESS[keyOf(route)] ?? {};
  const answer = await fetch(`${service.url}${addressOf(route, asked)}`, {
    method: route.method.toUpperCase(),
    redirect: "manual",
    headers: { ...headers, ...typeOf(route) },
    ...(route.takes === undefined ? {} : { body: bodyOf(route, body) }),
  });
  await answer.body?.cancel();
  const { status } = answer;
  if (status === 401) return "who are you";
  if (status === 303 && (answer.headers.get("location") ?? "").startsWith("/sign-in?to=")) return "who are you";
  if (status === 403) return "not allowed";
  return (await isAdmitted(service, answer)) ? "let in" : "not there";
}

/** What a route was let do is on the log with who asked; what was refused before is not. */
async function isAdmitted(service: EveryRoute, answer: Response): Promise<boolean> {
  const id = answer.headers.get("x-request-id") ?? "";
  for (let tries = 0; tries < 200; tries += 1) {
    const logged = service.loggedOf(id);
    if (logged !== undefined) return logged["who"] !== undefined;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error("the request was not logged");
}

function addressOf({ path }: Route, { estate, engine }: Asked): string {
  const digest = `sha256:${"0".repeat(64)}`;
  const values: Readonly<Record<string, string>> = {
    estate,
    engine,
    finding: digest,
    node: "tie-a",
    side: "baseline",
    seq: "1",
    record: "1",
    month: "2026-10",
  };
  return path
    .replace("{/*page}", "/api/queues")
    .replace(/:([a-z]+)/gi, (_all, name: string) => values[name] ?? "a-proposal");
}

function typeOf({ takes }: Route): Record<string, string> {
  const types = {
    json: "application/json",
    form: "application/x-www-form-urlencoded",
    bytes: "application/octet-stream",
  };
  return takes === undefined ? {} : { "content-type": types[takes] };
}

function bodyOf({ takes }: Route, body: ExpectedAccess["body"]): string {
  return takes === "json" ? JSON.stringify(body ?? {}) : "";
}

async function csrfOf(service: EveryRoute, headers: Record<string, string>): Promise<Record<string, string>> {
  const told: unknown = await (await fetch(`${service.url}/test-csrf`, { headers })).json();
  const csrf: unknown = typeof told === "object" && told !== null ? Reflect.get(told, "csrf") : undefined;
  return typeof csrf === "string" ? { "x-csrf-token": csrf } : {};
}

async function knownAs(caller: Caller, reach: Reach, service: EveryRoute): Promise<Record<string, string>> {
  const headers = await headersOf(caller, reach, service.url);
  return { ...headers, ...(await csrfOf(service, headers)) };
}

/** Signing in and out again would end the session that the others ask with. */
function isOfSession({ path }: Route): boolean {
  return path.startsWith("/sign");
}

async function assertEachOutcome(caller: Caller, service: EveryRoute, headers: Record<Reach, Record<string, string>>) {
  const wrong: string[] = [];
  for (const route of service.routes.filter((one) => !isOfSession(one))) {
    const access = EXPECTED_ACCESS[keyOf(route)];
    if (access === undefined) continue;
    for (const reach of ["all", "tie"] as const) {
      for (const estate of ["north", "south"] as const) {
        for (const engine of enginesFor(route, estate)) {
          const asked = { caller, reach, estate, engine };
          const [wanted, got] = [
            expected(route, access, asked),
            await outcomeOf(route, asked, service, headers[reach]),
          ];
          if (wanted !== got) wrong.push(`${keyOf(route)} ${reach} ${estate}/${engine}: ${got}, not ${wanted}`);
        }
      }
    }
  }
  assert.deepEqual(wrong, []);
}

/** Where no engine is named, one is as good as another. */
function enginesFor({ on }: Route, estate: Asked["estate"]): readonly Asked["engine"][] {
  return on === "engine" && estate === "north" ? ["tie", "lab"] : ["tie"];
}

describe("who is let in where", () => {
  for (const caller of CALLERS.filter((one) => one !== "operator")) {
    test(`${caller}: every route, of their own engine, of another, and of another estate`, async () => {
      await using service = await serveEveryRoute((publicUrl) => ({
        kind: "sign-in",
        publicUrl,
        provider: BELIEVING_PROVIDER,
      }));
      const headers = { all: await knownAs(caller, "all", service), tie: await knownAs(caller, "tie", service) };
      await assertEachOutcome(caller, service, headers);
    });
  }

  test("operator: every route of every estate on the machine", async () => {
    const printed: string[] = [];
    const invite = (link: string): void => void printed.push(link);
    await using service = await serveEveryRoute((url) => ({
      kind: "operator",
      name: "J. Okafor",
      invite,
      address: () => url,
    }));
    service.people.invite();
    const [link = ""] = /http\S+/.exec(printed[0] ?? "") ?? [];
    const cookie = sessionIn(await fetch(link, { redirect: "manual" }));
    const known = { cookie, ...(await csrfOf(service, { cookie })) };
    const wrong: string[] = [];
    for (const route of service.routes.filter((one) => !isOfSession(one))) {
      const access = EXPECTED_ACCESS[keyOf(route)];
      for (const estate of ["north", "south"] as const) {
        const asked = { caller: "operator", reach: "all", estate, engine: "tie" } as const;
        const wanted = access === undefined ? "in the table" : expected(route, access, asked);
        const got = await outcomeOf(route, asked, service, known);
        if (wanted !== got) wrong.push(`${keyOf(route)} ${estate}: ${got}, not ${wanted}`);
      }
    }
    assert.deepEqual(wrong, []);
  });

  test("every route stands in the table, and every line of the table is a route", async () => {
    await using signIn = await serveEveryRoute((publicUrl) => ({
      kind: "sign-in",
      publicUrl,
      provider: BELIEVING_PROVIDER,
    }));
    await using operator = await serveEveryRoute((url) => ({
      kind: "operator",
      name: "J. Okafor",
      invite: () => undefined,
      address: () => url,
    }));
    const mounted = new Set([...signIn.routes, ...operator.routes].map(keyOf));
    assert.deepEqual(
      [...mounted].filter((key) => !KEYS.includes(key)),
      [],
      "routes that the table does not know",
    );
    assert.deepEqual(
      KEYS.filter((key) => !mounted.has(key)),
      [],
      "lines that are no route",
    );
  });

  test("the description of the API and the table know the same addresses", async () => {
    await using service = await serveEveryRoute((publicUrl) => ({
      kind: "sign-in",
      publicUrl,
      provider: BELIEVING_PROVIDER,
    }));
    const described: unknown = await (await fetch(`${service.url}/api/v1/openapi.json`)).json();
    const paths: unknown = typeof described === "object" && described !== null ? Reflect.get(described, "paths") : {};
    assert(typeof paths === "object" && paths !== null);
    const operations = Object.entries(paths).flatMap(([path, methods]: [string, object]) =>
      Object.keys(methods)
        .filter((name) => ["get", "post", "put", "delete"].includes(name))
        .map((method) => `${method.toUpperCase()} ${path.replace(/\{([^}]+)\}/g, ":$1")}`),
    );
    assert(operations.length > 20, "it describes something");
    assert.deepEqual(
      operations.filter((key) => key !== "GET /healthz" && !KEYS.includes(key)),
      [],
      "described, and not in the table",
    );
    const ofApi = KEYS.filter((key) => key.includes(" /api/v1/") && !/openapi|collectors/.test(key));
    assert.deepEqual(
      ofApi.filter((key) => !operations.includes(key)),
      [],
      "in the table, and not described",
    );
  });
});
