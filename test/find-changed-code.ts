import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";

const FOLDERS = ["schemas", "services", "test"];

/**
 * Finds code that was written after a moment (milliseconds since 1970), below the folder that holds `schemas`, `services` and
 * `test`. Tests that began before and after it ran different programs, and one that began in between a mixture of both.
 */
export function findChangedCode(root: string, since: number): readonly string[] {
  return FOLDERS.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((path) => /\.[jt]s$/.test(path))
      .map((path) => join(folder, path))
      .filter((path) => (statSync(join(root, path), { throwIfNoEntry: false })?.mtimeMs ?? 0) > since),
  );
}
