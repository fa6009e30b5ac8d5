import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { readObjects } from "./read-objects.js";

/** Commits that were found to be signed by an allowed key, each known by its bytes and by the keys that were allowed. */
const trusted = new Set<string>();
const KEPT = 64;

/**
 * Names each commit by what decides about its signature: its bytes as they stand now and the file of allowed keys. A
 * signature that was good for these is good for them for ever, since Git judges it at the commit's own date; one byte more
 * or less, in either, is another name. `undefined` where there is no such object.
 */
export async function nameSignatures(
  gitDir: string,
  allowedSignersFile: string,
  commits: readonly string[],
): Promise<readonly (string | undefined)[]> {
  const keys = await readFile(allowedSignersFile);
  const objects = await readObjects(gitDir, commits);
  return objects.map((object, index) => {
    if (object?.type !== "commit") return undefined;
    const hash = createHash("sha256").update(`${commits[index]}\0${keys.length}\0`).update(keys);
    return hash.update(object.bytes).digest("hex");
  });
}

export function wasTrusted(name: string | undefined): boolean {
  return name !== undefined && trusted.has(name);
}

/** Remembers a good signature; the one remembered longest makes room. */
export function rememberTrusted(name: string): void {
  trusted.add(name);
  for (const oldest of trusted) if (trusted.size > KEPT) trusted.delete(oldest);
}
