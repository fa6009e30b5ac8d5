import { randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { StoredToken } from "#schemas/token";
import { LockstepError } from "#services/core/errors";
import { checkSchema } from "#services/core/policy/check-schema";
import type { ListedToken, TokenStore } from "#services/ports/token-store";

const USE_EVERY_MS = 60_000;

/** Keeps tokens in a folder, a file each that is never changed, for its owner alone. Each look reads the file: what one process revokes is gone for all. */
export function openTokenStore(folder: string): TokenStore {
  const noted = new Map<string, number>();
  const fileOf = (id: string, what: "token" | "used"): string => join(folder, `${assertId(id)}.${what}`);

  async function write(file: string, text: string): Promise<void> {
    const part = `${file}.${randomBytes(6).toString("hex")}.part`;
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await writeFile(part, text, { mode: 0o600, flush: true });
      await rename(part, file);
    } catch (cause) {
      await rm(part, { force: true });
      throw new LockstepError("system-refused", `Nothing could be written in ${folder}.`, { cause });
    }
  }

  async function find(id: string): Promise<StoredToken | undefined> {
    if (!ID.test(id)) return undefined;
    const text = await readText(fileOf(id, "token"));
    return text === undefined ? undefined : parseStored(text, id);
  }

  async function idsThere(): Promise<readonly string[]> {
    const names = await readdir(folder).catch(orNothing);
    return (names ?? []).filter((name) => name.endsWith(".token")).map((name) => name.slice(0, -".token".length));
  }

  async function listed(id: string): Promise<readonly ListedToken[]> {
    const token = await find(id).catch(unlessBroken);
    if (token === undefined) return [];
    const used = await readText(fileOf(id, "used"));
    return [{ token, lastUsedAt: used?.trim() }];
  }

  return {
    find,
    keep: (token) => write(fileOf(token.id, "token"), `${JSON.stringify(token)}\n`),
    async list() {
      const tokens = (await Promise.all((await idsThere()).filter((id) => ID.test(id)).map(listed))).flat();
      return tokens.sort(({ token: a }, { token: b }) => (a.createdAt < b.createdAt ? -1 : 1));
    },
    async remove(id) {
      if ((await readText(fileOf(id, "token"))) === undefined) return false;
      await rm(fileOf(id, "token"), { force: true });
      await rm(fileOf(id, "used"), { force: true });
      return true;
    },
    async noteUse(id, at) {
      const before = noted.get(id);
      if (before !== undefined && at.getTime() - before < USE_EVERY_MS) return;
      noted.set(id, at.getTime());
      const minute = new Date(Math.floor(at.getTime() / USE_EVERY_MS) * USE_EVERY_MS);
      await write(fileOf(id, "used"), `${minute.toISOString()}\n`);
    },
  };
}

const ID = /^[0-9a-f]{16}$/;

function assertId(id: string): string {
  if (ID.test(id)) return id;
  throw new LockstepError("bug", "A token's id is none.");
}

async function readText(file: string): Promise<string | undefined> {
  return await readFile(file, "utf8").catch(orNothing);
}

function orNothing(cause: unknown): undefined {
  if (cause instanceof Error && "code" in cause && (cause.code === "ENOENT" || cause.code === "ENOTDIR"))
    return undefined;
  throw new LockstepError("system-refused", "The folder of the tokens cannot be read.", { cause });
}

function parseStored(text: string, id: string): StoredToken {
  const value = parseJson(text);
  if (checkSchema(value, StoredToken).length === 0 && (value as StoredToken).id === id) return value as StoredToken;
  throw new LockstepError("system-refused", `The file of the token ${id} is damaged.`, {
    remedy: "Delete the file, and make another token.",
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // It does not fit the schema then.
    return undefined;
  }
}

function unlessBroken(error: unknown): undefined {
  if (error instanceof LockstepError) return undefined;
  throw error;
}
