import { readdir, readFile } from "node:fs/promises";
import { join, sep } from "node:path";

/** Reads estate.yaml and everything below policy/ as they lie in a folder; what is absent is left out. */
export async function readGovernedFolder(folder: string): Promise<ReadonlyMap<string, string>> {
  const policies = await readdir(join(folder, "policy"), { recursive: true }).catch(() => []);
  const paths = ["estate.yaml", ...policies.sort().map((name) => `policy/${name.split(sep).join("/")}`)];
  const files = new Map<string, string>();
  for (const path of paths) {
    const text = await readFile(join(folder, path), "utf8").catch(() => undefined);
    if (text !== undefined) files.set(path, text);
  }
  return files;
}
