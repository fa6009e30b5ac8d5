import assert from "node:assert/strict";
import { test } from "node:test";
import type { Estate } from "#schemas/estate";
import type { App } from "#services/app";
import { ANONYMOUS, type Principal } from "#services/core/access/principal";
import { answerJson, answerPage } from "#services/http/answer";
import { createHttpApp } from "#services/http/create-http-app";
import type { Doorkeeper } from "#services/http/doorkeeper";
import type { Route } from "#services/http/route";
import type { ServedEstate } from "#services/http/served-estate";
import { startHttpServer } from "#services/http/start-http-server";
import type { EstateViews } from "#services/ports/estate-views";
import type { VerdictBook } from "#services/ports/verdict-book";

const engineer: Principal = {
  kind: "person",
  id: "someone",
  name: "J. Okafor",
  grants: [{ estate: "north", role: "engineer", engines: ["tie"] }],
};

const ofAll = ["north", "south"].map((estate) => ({ estate, role: "administrator", engines: "all" }) as const);
const byName: Readonly<Record<string, Principal>> = {
  administrator: { kind: "person", id: "admin", name: "A. Min", grants: ofAll },
  operator: { kind: "operator", id: "operator", name: "operator", grants: ofAll },
};

const CSRF = "a-token-of-this-session";

/** Knows whoever sends `Authorization: person`, with a session, and nobody else. */
const doorkeeper: Doorkeeper = {
  identify: ({ headers }) =>
    Promise.resolve(
      headers.authorization === "person"
        ? { principal: engineer, csrf: CSRF }
        : { principal: byName[headers.authorization ?? ""] ?? ANONYMOUS, csrf: undefined },
    ),
  signInPath: (backTo) => `/sign-in?to=${encodeURIComponent(backTo)}`,
};

function estate(id: string, engines: readonly string[]): ServedEstate {
  const declared: Estate = {
    estate: id,
    engines: engines.map((engine) => ({ id: engine, product: "mirth-connect", owner: "Integration", nodes: [] })),
  };
  return { id, app: {} as App, views: {} as EstateViews, verdicts: {} as VerdictBook, declared: () => declared };
}

const routes: readonly Route[] = [
  {
    method: "get",
    path: "/estates/:estate/engines/:engine",
    on: "engine",
    permission: "read",
    speaksTo: "reader",
    handle: ({ engineId }) => answerPage(`<h1>${engineId}</h1>`),
  },
  {
    method: "post",
    path: "/estates/:estate/engines/:engine/check",
    on: "engine",
    permission: "check",
    speaksTo: "program",
    takes: "form",
    handle: ({ principal }) => answerJson({ by: principal.name }, { status: 202, etag: "one" }),
  },
  {
    method: "get",
    path: "/api/v1/estates/:estate",
    on: "estate",
    permission: "read",
    speaksTo: "program",
    handle: () => answerJson({ is: "read" }, { etag: "one" }),
  },
  {
    method: "post",
    path: "/api/v1/estates/:estate/decide",
    on: "estate",
    permission: "decide",
    speaksTo: "program",
    handle: () => answerJson({}),
  },
  {
    ...{ method: "get", path: "/all-estates", on: "service", permission: "administer", speaksTo: "program" },
    handle: () => answerJson({}),
  },
];

interface Served {
  readonly closed?: readonly unknown[];
}

async function served(
  run: (ask: (path: string, init?: RequestInit) => Promise<Response>) => Promise<void>,
  { closed = [] }: Served = {},
) {
  const logger = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const queue = { add: () => Promise.reject(new Error("nothing is added here")) };
  const estates = [estate("north", ["tie", "lab"]), estate("south", ["tie"])];
  const context = {
    ...{ webhookNamed: () => undefined, queue, logger, now: () => new Date(), estates, doorkeeper, routes },
    closed: () => closed,
  };
  const server = await startHttpServer(createHttpApp(context), { host: "127.0.0.1", port: 0 });
  try {
    await run((path, init) => fetch(`${server.url}${path}`, { redirect: "manual", ...init }));
  } finally {
    await server.stop();
  }
}

const asPerson = { headers: { authorization: "person" } };

test("sends a reader whom nobody knows to the sign-in, and a program away", async () => {
  await served(async (ask) => {
    const page = await ask("/estates/north/engines/tie?tab=1");
    assert.equal(page.status, 303);
    assert.equal(page.headers.get("location"), "/sign-in?to=%2Festates%2Fnorth%2Fengines%2Ftie%3Ftab%3D1");
    const program = await ask("/api/v1/estates/north");
    assert.equal(program.status, 401);
    assert.match(program.headers.get("content-type") ?? "", /problem\+json/);
  });
});

test("says of an engine or estate that may not be read what it says of one that is not there", async () => {
  await served(async (ask) => {
    assert.equal((await ask("/estates/north/engines/tie", asPerson)).status, 200);
    const told: string[] = [];
    for (const path of [
      "/estates/north/engines/lab",
      "/estates/north/engines/none",
      "/estates/south/engines/tie",
      "/estates/none/engines/tie",
    ]) {
      const refused = await ask(path, asPerson);
      assert.equal(refused.status, 404, path);
      const text = await refused.text();
      told.push(text.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, "").replace(/&#39;(?:lab|none)&#39;/, "'…'"));
    }
    const [unseen, absent, foreign, nowhere] = told;
    assert.equal(unseen, absent);
    assert.equal(foreign, nowhere);
    assert.match(absent ?? "", /There is no engine '…' in the estate &#39;north&#39;.*there are: tie\./);
    assert.doesNotMatch(told.join(), /lab|none|south/);
  });
});

test("refuses what a role does not allow on an engine that may be read", async () => {
  await served(async (ask) => {
    assert.equal((await ask("/api/v1/estates/north/decide", { method: "POST", ...asPerson })).status, 403);
  });
});

test("tells a program which permission its role lacks and for what, and who has it", async () => {
  await served(async (ask) => {
    const refused = await ask("/api/v1/estates/north/decide", { method: "POST", ...asPerson });
    assert.match(refused.headers.get("content-type") ?? "", /problem\+json/);
    const { code, detail, remedy } = (await refused.json()) as Record<string, string>;
    assert.equal(code, "not-allowed");
    assert.equal(detail, "Your account (engineer) lacks the permission 'decide' for the estate 'north'.");
    assert.match(remedy ?? "", /Roles that have it: approver\. policy\/access\.yaml/);
  });
});

test("tells a program without a token to send one, and speaks of no form", async () => {
  await served(async (ask) => {
    const { code, detail, remedy } = (await (await ask("/api/v1/estates/north")).json()) as Record<string, string>;
    assert.equal(code, "not-signed-in");
    assert.match(`${detail} ${remedy}`, /bears no token.*Authorization: Bearer/);
    assert.doesNotMatch(`${detail} ${remedy}`, /form|page/);
  });
});

test("takes a form of a session only with the token of that session", async () => {
  await served(async (ask) => {
    const send = (body: string, more: Record<string, string> = {}) =>
      ask("/estates/north/engines/tie/check", {
        method: "POST",
        headers: { authorization: "person", "content-type": "application/x-www-form-urlencoded", ...more },
        body,
      });
    assert.equal((await send("csrf=another")).status, 403);
    assert.equal((await send("")).status, 403);
    assert.equal((await send(`csrf=${CSRF}`, { "sec-fetch-site": "cross-site" })).status, 403);
    const taken = await send(`csrf=${CSRF}`);
    assert.equal(taken.status, 202);
    assert.deepEqual(await taken.json(), { by: "J. Okafor" });
    assert.equal((await send("", { "x-csrf-token": CSRF })).status, 202);
  });
});

test("sends nothing again to whoever has it, and lets nobody between keep it", async () => {
  await served(async (ask) => {
    const first = await ask("/api/v1/estates/north", asPerson);
    assert.equal(first.headers.get("cache-control"), "private, no-cache");
    assert.equal(first.headers.get("etag"), '"one"');
    const again = await ask("/api/v1/estates/north", {
      headers: { authorization: "person", "if-none-match": '"one"' },
    });
    assert.equal(again.status, 304);
    assert.equal(await again.text(), "");
  });
});

test("says which methods an address takes, and takes HEAD where it takes GET", async () => {
  await served(async (ask) => {
    const refused = await ask("/estates/north/engines/tie", { method: "DELETE", ...asPerson });
    assert.equal(refused.status, 405);
    assert.equal(refused.headers.get("allow"), "GET, HEAD");
    assert.equal((await ask("/estates/north/engines/tie", { method: "HEAD", ...asPerson })).status, 200);
  });
});

test("lets nothing run, be framed or be fetched from elsewhere", async () => {
  await served(async (ask) => {
    const policy = (await ask("/estates/north/engines/tie", asPerson)).headers.get("content-security-policy") ?? "";
    assert.match(policy, /default-src 'none'/);
    assert.match(policy, /frame-ancestors 'none'/);
    assert.doesNotMatch(policy, /unsafe|https?:|\*/);
  });
});

test("what shows every estate is for nobody but the operator while one is closed, since nobody knows who may see that one", async () => {
  const ask = (who: string) => ({ headers: { authorization: who } });
  await served(async (get) => assert.equal((await get("/all-estates", ask("administrator"))).status, 200));
  await served(
    async (get) => {
      const refused = await get("/all-estates", ask("administrator"));
      assert.equal(refused.status, 403);
      assert.match(await refused.text(), /while an estate is closed/);
      assert.equal((await get("/all-estates", ask("operator"))).status, 200);
    },
    { closed: [{ folder: "west", why: "estate-invalid" }] },
  );
});
