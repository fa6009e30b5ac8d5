import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "#test/project-root";

/** The control maps that ship, by file name. */
export function shippedMaps(): ReadonlyMap<string, string> {
  const folder = join(projectRoot, "baselines", "control-maps");
  return new Map(
    readdirSync(folder)
      .sort()
      .map((file) => [file, readFileSync(join(folder, file), "utf8")]),
  );
}
