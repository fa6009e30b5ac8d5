import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import type { LedgerRecord } from "#schemas/ledger-record";
import type { TokenRequest } from "#services/core/access/plan-token";
import { LockstepError } from "#services/core/errors";
import { createToken, type TokenContext } from "#services/jobs/tokens/create-token";
import { revokeToken } from "#services/jobs/tokens/revoke-token";
import { openTokenStore } from "#services/stores/tokens/open-token-store";

const NOW = new Date("2026-11-23T02:00:00Z");
const ASKED: TokenRequest = { name: "haproxy-a", role: "viewer", engines: ["tie"], days: 90, by: "J. Okafor" };

async function withFolder(run: (context: TokenContext & { folder: string; records: unknown[] }) => Promise<void>) {
  const folder = join(await mkdtemp(join(tmpdir(), "lockstep-tokens-")), "tokens");
  const records: unknown[] = [];
  const append = (entry: Pick<LedgerRecord, "type" | "actor" | "at" | "body">) => {
    records.push(entry);
    return Promise.resolve({ ...entry, schema: "lockstep/ledger-record@1", seq: 1, previous: null, hash: "" } as const);
  };
  const estate = { id: "north", engines: [{ id: "tie" }, { id: "lab" }] };
  try {
    await run({ folder, records, estate, tokens: openTokenStore(folder), ledger: { append }, now: () => NOW });
  } finally {
    await rm(join(folder, ".."), { recursive: true, force: true });
  }
}

async function refusal(work: Promise<unknown>): Promise<LockstepError> {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  assert(error instanceof LockstepError, "it is refused");
  return error;
}

test("keeps a token by the digest of its secret, in a file for its owner alone", async () => {
  await withFolder(async (context) => {
    const { text, token } = await createToken(ASKED, context);
    assert.match(text, /^lks_[0-9a-f]{16}_[0-9a-f]{64}$/);
    const secret = text.split("_")[2] ?? "";
    const [name = ""] = await readdir(context.folder);
    const file = join(context.folder, name);
    assert.equal((await stat(file)).mode & 0o777, 0o600);
    assert.equal((await stat(context.folder)).mode & 0o777, 0o700);
    assert.equal((await readFile(file, "utf8")).includes(secret), false);
    assert.equal(token.expiresAt, "2027-02-21T02:00:00.000Z");
    assert.deepEqual(await context.tokens.find(token.id), token);
  });
});

test("records that a token was made and ended, with what it may do and never its digest", async () => {
  await withFolder(async (context) => {
    const { token } = await createToken(ASKED, context);
    await revokeToken("haproxy-a", "Mo Banks", context);
    const { id, name, role, engines, expiresAt, digest } = token;
    const body = { id, name, role, engines, expiresAt };
    assert.deepEqual(context.records, [
      { type: "token-created", actor: "J. Okafor", at: NOW.toISOString(), body },
      { type: "token-revoked", actor: "Mo Banks", at: NOW.toISOString(), body },
    ]);
    assert.equal(JSON.stringify(context.records).includes(digest), false);
  });
});

test("makes no token that the ledger does not know of", async () => {
  await withFolder(async (context) => {
    const ledger = { append: () => Promise.reject(new LockstepError("store-conflict", "Another was quicker.")) };
    await refusal(createToken(ASKED, { ...context, ledger }));
    assert.deepEqual(await context.tokens.list(), []);
  });
});

test("ends a token even where the ledger takes nothing", async () => {
  await withFolder(async (context) => {
    const { token } = await createToken(ASKED, context);
    const ledger = { append: () => Promise.reject(new LockstepError("ledger-broken", "It is broken.")) };
    await refusal(revokeToken(token.id, "Mo Banks", { ...context, ledger }));
    assert.equal(await context.tokens.find(token.id), undefined);
  });
});

test("a token that one process ended is gone for every other at once", async () => {
  await withFolder(async (context) => {
    const other = openTokenStore(context.folder);
    const { token } = await createToken(ASKED, context);
    assert.notEqual(await other.find(token.id), undefined);
    await revokeToken(token.id, "Mo Banks", context);
    assert.equal(await other.find(token.id), undefined);
  });
});

test("two tokens that are made at once are both there", async () => {
  await withFolder(async (context) => {
    const names = ["a1", "b2", "c3", "d4", "e5"];
    await Promise.all(names.map((name) => createToken({ ...ASKED, name }, context)));
    assert.deepEqual((await context.tokens.list()).map(({ token }) => token.name).sort(), names);
    assert.equal((await readdir(context.folder)).length, names.length);
  });
});

test("notes the use of a token to the minute, and at most once a minute", async () => {
  await withFolder(async (context) => {
    const { token } = await createToken(ASKED, context);
    const lastUsed = async () => (await context.tokens.list())[0]?.lastUsedAt;
    assert.equal(await lastUsed(), undefined);
    await context.tokens.noteUse(token.id, new Date("2026-11-23T03:00:10Z"));
    await context.tokens.noteUse(token.id, new Date("2026-11-23T03:01:05Z"));
    assert.equal(await lastUsed(), "2026-11-23T03:00:00.000Z");
    await context.tokens.noteUse(token.id, new Date("2026-11-23T03:01:10Z"));
    assert.equal(await lastUsed(), "2026-11-23T03:01:00.000Z");
  });
});

test("a damaged file is no token, and is told as such", async () => {
  await withFolder(async (context) => {
    const { token } = await createToken(ASKED, context);
    await writeFile(join(context.folder, `${token.id}.token`), '{"schema":"lockstep/token@1"');
    assert.equal((await refusal(context.tokens.find(token.id))).code, "system-refused");
    assert.deepEqual(await context.tokens.list(), []);
  });
});

for (const id of ["../../etc/passwd", "..", "", "0123456789abcdeg", "0123456789ABCDEF", "0123456789abcdef\n"]) {
  test(`finds nothing under ${JSON.stringify(id)}, wherever that would lead`, async () => {
    await withFolder(async ({ tokens }) => assert.equal(await tokens.find(id), undefined));
  });
}

const REFUSED: readonly (readonly [what: string, change: Partial<TokenRequest>])[] = [
  ["longer than 400 days", { days: 401 }],
  ["for ever", { days: Number.POSITIVE_INFINITY }],
  ["for no day", { days: 0 }],
  ["for an engine that is not there", { engines: ["pharmacy"] }],
  ["by nobody", { by: "n/a" }],
  ["with a name that leads elsewhere", { name: "../haproxy" }],
  ["with a name that stands there already", {}],
];

for (const [what, change] of REFUSED) {
  test(`makes no token ${what}`, async () => {
    await withFolder(async (context) => {
      await createToken(ASKED, context);
      await refusal(
        createToken({ ...ASKED, ...(what.includes("already") ? {} : { name: "another" }), ...change }, context),
      );
      assert.equal(context.records.length, 1);
    });
  });
}
