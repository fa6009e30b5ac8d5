import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { AccessPolicy } from "#schemas/access";
import { openOidcProvider } from "#services/identity-providers/oidc/open-oidc-provider";
import type { SignedIn } from "#services/jobs/people/note-sign-in";
import { type Browser, openBrowser, type Visited } from "#test/fakes/browse";
import { freePort } from "#test/fakes/free-port";
import { type ServedPeople, type ServePeopleOptions, servePeople } from "#test/fakes/serve-people";
import { signInAtProvider } from "#test/fakes/sign-in-at-provider";
import {
  MO_BANKS,
  OIDC_CLIENT,
  type OidcProvider,
  ROS_HADDON,
  startOidcProvider,
} from "#test/fakes/start-oidc-provider";

const MO = { account: MO_BANKS.claims.oid, name: "Mo Banks", roles: [{ role: "engineer" as const }] };
const EVERYBODY: AccessPolicy = {
  people: [MO],
  groups: [{ group: MO_BANKS.claims.groups[0], roles: [{ role: "auditor", engines: ["lab"] }] }],
};

let provider: OidcProvider;
/** One for each service of this file: who asks keeps connections to those that are gone. */
const ports: number[] = [];
let served = 0;
let clock = Date.now();
let access: AccessPolicy | undefined = EVERYBODY;

before(async () => {
  while (ports.length < 40) ports.push(await freePort());
  provider = await startOidcProvider({ returnAddresses: returnAddresses() });
});

after(() => provider.stop());

function returnAddresses(): readonly string[] {
  return ports.map((port) => `http://127.0.0.1:${port}/sign-in/return`);
}

function serve(more: Partial<ServePeopleOptions> = {}): Promise<ServedPeople> {
  clock = Date.now();
  access = EVERYBODY;
  served += 1;
  return servePeople({
    port: ports[served] ?? 0,
    now: () => new Date(clock),
    estates: [
      { id: "north", access: () => access },
      { id: "south", access: () => undefined },
    ],
    way: (publicUrl) => ({
      kind: "sign-in",
      publicUrl,
      provider: openOidcProvider({
        declared: { issuer: provider.issuer, clientId: OIDC_CLIENT.clientId },
        clientSecret: OIDC_CLIENT.clientSecret,
        returnAddress: `${publicUrl}/sign-in/return`,
        now: () => new Date(),
      }),
    }),
    ...more,
  });
}

async function signIn(browser: Browser, url: string, to = "/who", login = "mo"): Promise<Visited> {
  return await signInAtProvider(browser, { address: `${url}/sign-in?to=${encodeURIComponent(to)}`, login });
}

async function whoIs(
  browser: Browser,
  url: string,
): Promise<{ kind: string; name: string; csrf: string; grants: unknown[] }> {
  return JSON.parse((await browser.go(`${url}/who`)).text);
}

test("brings a person to the provider and back to the page that they wanted, by the name that the estate gives them", async () => {
  await using served = await serve();
  const browser = openBrowser();
  const page = await signInAtProvider(browser, { address: `${served.url}/estates/north?tab=1`, login: "mo" });
  assert.equal(page.address, `${served.url}/estates/north?tab=1`);
  assert.equal(page.status, 200);
  assert.match(page.text, /Mo Banks/);
  const { kind, grants } = await whoIs(browser, served.url);
  assert.equal(kind, "person");
  assert.deepEqual(grants, [
    { estate: "north", role: "engineer", engines: "all" },
    { estate: "north", role: "auditor", engines: ["lab"] },
  ]);
});

test("puts on record in an estate that its approver came in, by the name that it gives them, and of nobody else anything", async () => {
  const recorded: string[] = [];
  const noteSignIn = async ({ who, how }: SignedIn): Promise<void> => void recorded.push(`${who}: ${how}`);
  const roles = [{ role: "approver" as const, engines: ["tie"] }];
  const estates = [
    { id: "north", access: () => ({ people: [{ ...MO, roles, name: "Mo B. Banks" }], groups: [] }), noteSignIn },
    { id: "south", access: () => EVERYBODY, noteSignIn },
  ];
  await using served = await serve({ estates });
  for (const login of ["mo", ROS_HADDON.login]) await signIn(openBrowser(), served.url, "/who", login);
  assert.deepEqual(recorded, ["Mo B. Banks: sign-in"]);
});

test("shows a person no estate that names nobody or not them", async () => {
  await using served = await serve();
  const browser = openBrowser();
  await signIn(browser, served.url);
  assert.equal((await browser.go(`${served.url}/estates/south`)).status, 404);
  const ros = openBrowser();
  await signIn(ros, served.url, "/who", ROS_HADDON.login);
  assert.deepEqual((await whoIs(ros, served.url)).grants, []);
  assert.equal((await ros.go(`${served.url}/estates/north`)).status, 404);
});

test("takes a person's rights away in the open session when the estate takes them out", async () => {
  await using served = await serve();
  const browser = openBrowser();
  await signIn(browser, served.url);
  assert.equal((await browser.go(`${served.url}/estates/north`)).status, 200);
  access = { people: [], groups: [] };
  assert.equal((await browser.go(`${served.url}/estates/north`)).status, 404);
  access = undefined;
  assert.equal((await browser.go(`${served.url}/estates/north`)).status, 404);
});

test("gives a new session at each sign-in: one that somebody planted before counts for nothing", async () => {
  await using served = await serve();
  const browser = openBrowser();
  browser.setCookie(served.url, "lockstep", "planted-by-somebody-else");
  await signIn(browser, served.url);
  const first = browser.cookiesFor(served.url);
  assert.doesNotMatch(first, /planted/);
  assert.match(first, /^lockstep=[A-Za-z0-9_-]{43}$/);
  await browser.go(`${served.url}/sign-in?to=/who`);
  assert.notEqual(browser.cookiesFor(served.url), first);
  const old = await fetch(`${served.url}/who`, { headers: { cookie: first } });
  assert.equal(JSON.parse(await old.text()).kind, "anonymous");
});

test("believes neither of two session cookies", async () => {
  await using served = await serve();
  const browser = openBrowser();
  await signIn(browser, served.url);
  const cookie = browser.cookiesFor(served.url);
  for (const tossed of [`${cookie}; lockstep=other`, `lockstep=other; ${cookie}`]) {
    const answer = await fetch(`${served.url}/who`, { headers: { cookie: tossed } });
    assert.equal(JSON.parse(await answer.text()).kind, "anonymous");
  }
});

test("ends a sign-in only in the browser that began it", async () => {
  await using served = await serve();
  const attacker = openBrowser();
  const isReturn = (to: string): boolean => to.includes("/sign-in/return");
  const back = await signInAtProvider(attacker, { address: `${served.url}/sign-in`, login: "mo", until: isReturn });
  const victim = await openBrowser().go(back.address);
  assert.equal(victim.status, 400);
  assert.match(victim.text, /sign in again/i);
  assert.equal(victim.headers.getSetCookie().length, 0);
});

for (const to of [
  "//elsewhere.example",
  "https://elsewhere.example/",
  "/\\elsewhere.example",
  "/%5celsewhere",
  "javascript:alert(1)",
  "/\t/elsewhere.example",
  "/a\r\nSet-Cookie: b=c",
  "@elsewhere.example",
]) {
  test(`leads back to nothing but a page of ours: not to ${JSON.stringify(to)}`, async () => {
    await using served = await serve();
    const page = await signIn(openBrowser(), served.url, to);
    assert.equal(new URL(page.address).origin, served.url);
    assert.match(new URL(page.address).pathname, /^\/(?:%5celsewhere)?$/);
  });
}

test("ends a session by signing out, everywhere that its cookie went", async () => {
  await using served = await serve();
  const browser = openBrowser();
  await signIn(browser, served.url);
  const cookie = browser.cookiesFor(served.url);
  const { csrf } = await whoIs(browser, served.url);
  const form = (field: string) => ({
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ csrf: field }).toString(),
  });
  assert.equal((await browser.go(`${served.url}/sign-out`, form("forged"))).status, 403);
  assert.equal((await whoIs(browser, served.url)).kind, "person");
  const left = await browser.go(`${served.url}/sign-out`, form(csrf));
  assert.equal(left.address, `${served.url}/signed-out`);
  const answer = await fetch(`${served.url}/who`, { headers: { cookie } });
  assert.equal(JSON.parse(await answer.text()).kind, "anonymous");
});

test("ends a session that nobody used for half an hour, and each after eight hours", async () => {
  await using served = await serve();
  const browser = openBrowser();
  await signIn(browser, served.url);
  clock += 31 * 60_000;
  assert.equal((await whoIs(browser, served.url)).kind, "anonymous");
  await signIn(browser, served.url);
  for (let minutes = 0; minutes < 8 * 60 - 20; minutes += 20) {
    clock += 20 * 60_000;
    assert.equal((await whoIs(browser, served.url)).kind, "person", String(minutes));
  }
  clock += 21 * 60_000;
  assert.equal((await whoIs(browser, served.url)).kind, "anonymous");
});

test("lets who is signed in go on while the provider is down, and says so to whoever signs in", async () => {
  await using served = await serve();
  const browser = openBrowser();
  await signIn(browser, served.url);
  const { port: providerPort } = provider;
  await provider.stop();
  try {
    assert.equal((await browser.go(`${served.url}/estates/north`)).status, 200);
    // What the provider says of itself is known for an hour; a service that starts now does not know it.
    await served[Symbol.asyncDispose]();
    await using fresh = await serve();
    const refused = await openBrowser().go(`${fresh.url}/sign-in`);
    assert.equal(refused.status, 503);
    assert.match(refused.text, /cannot be reached now/);
  } finally {
    provider = await startOidcProvider({ returnAddresses: returnAddresses(), port: providerPort });
  }
});

test("guards its cookies: no script reads them, and over TLS no other host sets them", async () => {
  await using plain = await serve();
  const answer = await fetch(`${plain.url}/sign-in`, { redirect: "manual" });
  const [cookie = ""] = answer.headers.getSetCookie();
  assert.match(cookie, /^lockstep-sign-in=.*; Path=\/; HttpOnly; SameSite=Lax; Max-Age=600$/);
  assert.equal(answer.headers.get("cache-control"), "no-store");
  await plain[Symbol.asyncDispose]();
  const publicUrl = "https://lockstep.hospital.test";
  const way = { kind: "sign-in", publicUrl, provider: { begin: beginNothing, complete: unknown } } as const;
  await using secure = await serve({ way: () => way });
  const guarded = await fetch(`${secure.url}/sign-in`, { redirect: "manual" });
  assert.match(
    guarded.headers.getSetCookie()[0] ?? "",
    /^__Host-lockstep-sign-in=.*; Path=\/; HttpOnly; SameSite=Lax; Secure;/,
  );
});

test("logs who signed in, and no token, code or cookie", async () => {
  await using served = await serve();
  const browser = openBrowser();
  await signIn(browser, served.url);
  const log = served.log.join("\n");
  assert.match(log, /somebody signed in/);
  assert.equal(log.includes(browser.cookiesFor(served.url).replace("lockstep=", "")), false);
  assert.doesNotMatch(log, /code=|eyJ/);
});

function beginNothing() {
  return Promise.resolve({ address: "https://login.hospital.test/", kept: { state: "a", nonce: "b", verifier: "c" } });
}

function unknown(): Promise<never> {
  return Promise.reject(new Error("nobody comes back"));
}
