import assert from "node:assert/strict";
import { test } from "node:test";
import type { StoredToken } from "#schemas/token";
import { digestSecret } from "#services/core/access/token-form";
import { LockstepError } from "#services/core/errors";
import { identifyToken } from "#services/http/people/identify-token";

const ID = "0123456789abcdef";
const SECRET = "a".repeat(64);
const AT = new Date("2026-03-02T10:00:00Z");
const LOGGER = { info: () => undefined, warn: () => undefined, error: () => undefined };

test("a neighbour whose tokens do not read, or bear the same id, keeps no token of another estate from counting", async () => {
  const own: StoredToken = {
    ...{ schema: "lockstep/token@1", id: ID, name: "haproxy-a", estate: "north", role: "viewer", engines: "all" },
    ...{ digest: digestSecret(SECRET), createdBy: "J. Okafor", createdAt: AT.toISOString() },
    expiresAt: "2026-04-02T10:00:00Z",
  };
  const unread = (): Promise<never> => Promise.reject(new LockstepError("system-refused", "It cannot be read."));
  const other = () => Promise.resolve({ ...own, estate: "south", digest: digestSecret("b") });
  for (const find of [unread, other]) {
    const estates = [estateOf("south", find), estateOf("north", () => Promise.resolve(own))];
    const found = await identifyToken([`Bearer lks_${ID}_${SECRET}`], { estates, now: () => AT, logger: LOGGER });
    assert.ok("principal" in found, JSON.stringify(found));
    assert.deepEqual(found.principal.grants, [{ estate: "north", role: "viewer", engines: "all" }]);
  }
});

function estateOf(id: string, find: () => Promise<StoredToken>) {
  const tokens = { find, noteUse: () => Promise.resolve() };
  return {
    id,
    access: () => undefined,
    approvers: () => undefined,
    tokens,
    app: { noteSignIn: () => Promise.resolve() },
  };
}
