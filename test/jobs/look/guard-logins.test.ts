import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { ERROR_KINDS, LockstepError } from "#services/core/errors";
import { createMask } from "#services/core/mask";
import { createMirthConnector } from "#services/engines/mirth-connect/connector";
import { guardLogins } from "#services/jobs/look/guard-logins";
import type { Connector, ReadRequest } from "#services/ports/connector";
import type { RefusedLogin, RefusedLogins } from "#services/ports/refused-logins";

type Outcome = "taken" | "login-refused" | "login-locked";

const HOUR_MS = 3_600_000;
let tries: number;
let nowMs: number;
let outcome: Outcome;
let kept: Map<string, RefusedLogin>;
let guarded: Connector;

beforeEach(() => {
  tries = 0;
  nowMs = Date.parse("2026-11-23T02:00:00Z");
  outcome = "taken";
  kept = new Map();
  guarded = guardLogins(anEngine(), { memory: inMemory(), mask: createMask("k1", new Uint8Array(32)) });
});

function anEngine(): Connector {
  return {
    ...createMirthConnector(),
    async *read() {
      tries += 1;
      if (outcome !== "taken") throw new LockstepError(outcome, "tie-b said no.");
      yield { type: "facts", facts: {} };
    },
    async diagnose() {
      tries += 1;
      if (outcome === "taken") return [{ check: "login", state: "ok", message: "can sign in" }];
      return [{ check: "login", state: "failed", message: "said no", remedy: ERROR_KINDS[outcome].remedy }];
    },
  };
}

function inMemory(): RefusedLogins {
  return {
    find: async (account) => kept.get(account),
    remember: async (account, refused) => void kept.set(account, refused),
    forget: async (account) => void kept.delete(account),
  };
}

function request(password = "s3cret"): ReadRequest {
  const node = { id: "tie-b", role: "standby", url: "https://tie-b:8443/api", username: "reader" } as const;
  return { node, password, now: () => new Date(nowMs) };
}

async function read(password?: string): Promise<string> {
  try {
    for await (const _ of guarded.read(request(password)));
    return "read";
  } catch (error) {
    assert.ok(error instanceof LockstepError);
    return error.code;
  }
}

test("a password that was refused stays untried for as long as it stays the same, though a year goes by", async () => {
  outcome = "login-refused";
  await read();
  for (const hours of [1, 24, 24 * 365]) {
    nowMs += hours * HOUR_MS;
    assert.equal(await read(), "login-refused");
  }
  assert.equal(tries, 1);
});

test("a password that doctor finds to be taken is used again by the next run", async () => {
  outcome = "login-refused";
  await read();
  outcome = "taken";
  assert.equal(await read(), "login-refused");
  await guarded.diagnose(request());
  assert.equal(await read(), "read");
  assert.equal(kept.size, 0);
});

test("an account that others locked is left alone for half a day and is then read again by itself", async () => {
  for (const notice of [() => read(), () => guarded.diagnose(request())]) {
    outcome = "login-locked";
    await notice();
    outcome = "taken";
    const before = tries;
    nowMs += 11 * HOUR_MS;
    assert.equal(await read(), "login-locked");
    assert.equal(tries, before);
    nowMs += HOUR_MS;
    assert.equal(await read(), "read");
  }
});

test("a password that was refused and has locked the account is not tried when the lock is over", async () => {
  outcome = "login-refused";
  await read("old");
  await read();
  outcome = "login-locked";
  await guarded.diagnose(request());
  nowMs += 13 * HOUR_MS;
  assert.equal(await read(), "login-refused");
});

test("an account that answers 'locked' to another password than the refused one is not taken to have refused it", async () => {
  outcome = "login-refused";
  await read("old");
  outcome = "login-locked";
  assert.equal(await read("new"), "login-locked");
  outcome = "taken";
  nowMs += 12 * HOUR_MS;
  assert.equal(await read("new"), "read");
});

test("nothing is remembered of a login that had no password to offer", async () => {
  outcome = "login-refused";
  const { password: _password, ...without } = request();
  await guarded.diagnose(without);
  assert.equal(kept.size, 0);
});
