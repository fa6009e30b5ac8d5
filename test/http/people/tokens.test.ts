import assert from "node:assert/strict";
import { test } from "node:test";
import type { StoredToken } from "#schemas/token";
import { digestSecret, writeToken } from "#services/core/access/token-form";
import { LockstepError } from "#services/core/errors";
import { type ServedPeople, servePeople, type TestEstate } from "#test/fakes/serve-people";

const ID = "0123456789abcdef";
const SECRET = "a".repeat(64);
const TOKEN = writeToken({ id: ID, secret: SECRET });
const ADMINISTRATOR = { people: [], groups: [] };

function stored(more: Partial<StoredToken> = {}): StoredToken {
  return {
    ...{ schema: "lockstep/token@1", id: ID, name: "haproxy-a", estate: "north", role: "engineer", engines: "all" },
    createdAt: "2026-01-01T00:00:00Z",
    createdBy: "J. Okafor",
    expiresAt: "2999-01-01T00:00:00Z",
    digest: digestSecret(SECRET),
    ...more,
  } as const;
}

type Ask = (path: string, headers?: Record<string, string>, init?: RequestInit) => Promise<Response>;

async function withService(
  tokens: TestEstate["tokens"],
  run: (service: ServedPeople, ask: Ask) => Promise<void>,
): Promise<void> {
  await using service = await servePeople({
    estates: [
      { id: "north", access: () => ADMINISTRATOR, ...(tokens && { tokens }) },
      { id: "south", access: () => ADMINISTRATOR },
    ],
    way: (url) => ({ kind: "operator", name: "J. Okafor", invite: () => undefined, address: () => url }),
  });
  await run(service, (path, headers = {}, init = {}) =>
    fetch(`${service.url}${path}`, { redirect: "manual", ...init, headers }),
  );
}

function holding(token: StoredToken): TestEstate["tokens"] {
  return { find: (id) => Promise.resolve(id === token.id ? token : undefined), noteUse: () => Promise.resolve() };
}

const bearer = (token = TOKEN) => ({ authorization: `Bearer ${token}` });

async function kindOf(answer: Response): Promise<string> {
  const who: unknown = await answer.json();
  return typeof who === "object" && who !== null && "kind" in who ? String(who.kind) : "";
}

test("knows a program by its token, for the estate of the token alone", async () => {
  await withService(holding(stored()), async (_service, ask) => {
    assert.equal(await kindOf(await ask("/who", bearer())), "token");
    assert.equal((await ask("/estates/north", bearer())).status, 200);
    assert.equal((await ask("/estates/south", bearer())).status, 404);
    const form = { "content-type": "application/x-www-form-urlencoded" };
    const checked = await ask("/estates/north/check", { ...bearer(), ...form }, { method: "POST", body: "" });
    assert.equal(checked.status, 202);
    assert.deepEqual(await checked.json(), { by: "token haproxy-a" });
  });
});

const REFUSED: readonly (readonly [what: string, headers: Record<string, string>, token?: StoredToken])[] = [
  ["has ended", bearer(), stored({ expiresAt: "2026-01-02T00:00:00Z" })],
  ["has another secret", bearer(writeToken({ id: ID, secret: "b".repeat(64) }))],
  ["nobody made", bearer(writeToken({ id: "fedcba9876543210", secret: SECRET }))],
  ["was copied from another estate's folder", bearer(), stored({ estate: "south" })],
  ["stands for Basic", { authorization: `Basic ${Buffer.from(TOKEN).toString("base64")}` }],
  ["is longer by a digit", bearer(`${TOKEN}0`)],
  ["bears its id in capitals", bearer(TOKEN.toUpperCase())],
  ["is empty", { authorization: "Bearer " }],
];

for (const [what, headers, token = stored()] of REFUSED) {
  test(`knows nobody by a token that ${what}, counts it, and logs it without the token`, async () => {
    await withService(holding(token), async (service, ask) => {
      assert.equal(await kindOf(await ask("/who", headers)), "anonymous");
      const refused = await ask("/estates/north", headers);
      assert.equal(refused.status, 401);
      assert.equal(refused.headers.get("location"), null);
      assert.equal(service.people.counts().refusedTokens, 2);
      assert.match(service.log.join("\n"), /a token was refused/);
      assert.doesNotMatch(service.log.join("\n"), /a{64}|b{64}|lks_/i);
    });
  });
}

const WHY: readonly (readonly [headers: Record<string, string>, says: RegExp, token?: StoredToken])[] = [
  [{}, /bears no token.*Authorization: Bearer/],
  [bearer(), /has ended.*lockstep token create/, stored({ expiresAt: "2026-01-02T00:00:00Z" })],
  [bearer(writeToken({ id: ID, secret: "b".repeat(64) })), /not known here: it was revoked.*lockstep token list/],
  [{ authorization: "Basic x" }, /no token of Lockstep.*as it was printed/],
];

for (const [headers, says, token = stored()] of WHY) {
  test(`tells a program why nobody is known by what it sent: ${says.source}`, async () => {
    await withService(holding(token), async (_service, ask) => {
      const refused = await ask("/programs/north/work", headers);
      assert.equal(refused.status, 401);
      assert.equal(refused.headers.get("www-authenticate"), "Bearer");
      const { code, detail, remedy } = await wordsOf(refused);
      assert.equal(code, "not-signed-in");
      assert.match(`${detail} ${remedy}`, says);
      assert.doesNotMatch(`${detail} ${remedy}`, /form|page|a{64}|b{64}/);
    });
  });
}

test("tells a program which permission its token lacks, and which role has it", async () => {
  await withService(holding(stored({ role: "viewer" })), async (_service, ask) => {
    const refused = await ask("/programs/north/work", bearer());
    assert.equal(refused.status, 403);
    const { detail, remedy } = await wordsOf(refused);
    assert.equal(detail, "The token haproxy-a (viewer) lacks the permission 'check' for the estate 'north'.");
    assert.match(remedy ?? "", /Roles of tokens that have it: engineer\. `lockstep token create --role/);
  });
});

async function wordsOf(answer: Response): Promise<Readonly<Record<string, string>>> {
  return (await answer.json()) as Record<string, string>;
}

test("takes a token from nowhere but the header", async () => {
  await withService(holding(stored()), async (_service, ask) => {
    for (const path of [`/who?token=${TOKEN}`, `/who?access_token=${TOKEN}`, `/who?authorization=Bearer%20${TOKEN}`]) {
      assert.equal(await kindOf(await ask(path)), "anonymous", path);
    }
    assert.equal(await kindOf(await ask("/who", { cookie: `lockstep=${TOKEN}; token=${TOKEN}` })), "anonymous");
    assert.equal(await kindOf(await ask("/who", { "x-api-key": TOKEN, "x-lockstep-token": TOKEN })), "anonymous");
  });
});

test("knows nobody while the folder of the tokens cannot be read", async () => {
  const broken = {
    find: () => Promise.reject(new LockstepError("system-refused", "no")),
    noteUse: () => Promise.resolve(),
  };
  await withService(broken, async (_service, ask) => {
    assert.equal(await kindOf(await ask("/who", bearer())), "anonymous");
  });
});

test("answers a token although its use cannot be noted", async () => {
  const full = {
    ...holding(stored()),
    noteUse: () => Promise.reject(new LockstepError("system-refused", "disk full")),
  };
  await withService({ find: () => Promise.resolve(stored()), ...full }, async (service, ask) => {
    assert.equal(await kindOf(await ask("/who", bearer())), "token");
    assert.match(service.log.join("\n"), /could not be noted/);
  });
});
