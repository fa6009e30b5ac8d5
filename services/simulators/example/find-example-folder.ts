import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder `baselines/example-hospital`, found alike from the source and from dist/. */
export function findExampleFolder(start: string = dirname(fileURLToPath(import.meta.url))): string {
  const folder = join(start, "baselines/example-hospital");
  if (existsSync(folder)) return folder;
  if (dirname(start) === start) throw new Error("baselines/example-hospital is not part of this installation");
  return findExampleFolder(dirname(start));
}
