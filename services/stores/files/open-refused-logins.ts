import { randomBytes } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { LockstepError } from "#services/core/errors";
import { digestOf } from "#services/core/text/digest";
import type { RefusedLogin, RefusedLogins } from "#services/ports/refused-logins";

/** Keeps refused logins in a folder, one small file an account, for its owner alone. The folder is made at the first one. */
export function openRefusedLogins(folder: string): RefusedLogins {
  const fileOf = (account: string): string => join(folder, `${digestOf(account).slice("sha256:".length, 39)}.json`);
  return {
    find: async (account) => parseRefused(await readFile(fileOf(account), "utf8").catch(() => undefined)),
    forget: (account) => rm(fileOf(account), { force: true }),
    async remember(account, refused) {
      const file = fileOf(account);
      const part = `${file}.${randomBytes(6).toString("hex")}.part`;
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        await writeFile(part, `${JSON.stringify(refused)}\n`, { mode: 0o600, flush: true });
        await rename(part, file);
      } catch (cause) {
        const message = `The refused login could not be remembered in ${folder}, so the next run would try it again.`;
        throw new LockstepError("system-refused", message, { cause });
      }
    },
  };
}

/** What cannot be read was not remembered: the login is tried once more, and remembered anew. */
function parseRefused(text: string | undefined): RefusedLogin | undefined {
  if (text === undefined) return undefined;
  try {
    const { credential, reason, at } = JSON.parse(text) as Partial<RefusedLogin>;
    const sound = typeof credential === "string" && typeof at === "string" && !Number.isNaN(Date.parse(at));
    if (!sound || (reason !== "refused" && reason !== "locked")) return undefined;
    return { credential, reason, at };
  } catch {
    return undefined;
  }
}
