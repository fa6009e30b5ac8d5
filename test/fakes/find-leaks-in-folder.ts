import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { findLeaks } from "./canaries.js";
import { findLeaksInRepository } from "./find-leaks-in-repository.js";

/**
 * Looks for canaries in every file below a folder, and in every object of the Git repositories among them; gives file and
 * canary, never the value.
 */
export async function findLeaksInFolder(
  folder: string,
  canaries: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  const leaks: string[] = [];
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile())
      leaks.push(...findLeaks(readFileSync(path), canaries).map(({ canary }) => `${path}: ${canary}`));
    if (!entry.isDirectory() || !existsSync(join(path, "HEAD")) || !existsSync(join(path, "objects"))) continue;
    leaks.push(...(await findLeaksInRepository(path, canaries)).map(({ canary }) => `${path} (git): ${canary}`));
  }
  return [...new Set(leaks)];
}
