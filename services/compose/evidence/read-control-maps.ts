import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { type ParsedControlMaps, parseControlMaps } from "#services/core/control-maps/parse-control-maps";
import { CONTROL_MAP_FILE } from "#services/core/policy/beside-judgement";
import { PROJECT_ROOT } from "#services/project-root";

/** Reads the control maps that ship, and beside them those among an estate's governed files, with every problem of these. */
export async function readControlMaps(governed: ReadonlyMap<string, string> = new Map()): Promise<ParsedControlMaps> {
  const own = new Map([...governed].filter(([file]) => CONTROL_MAP_FILE.test(file)));
  return parseControlMaps(await readShipped(), own);
}

async function readShipped(): Promise<ReadonlyMap<string, string>> {
  const folder = join(PROJECT_ROOT, "baselines", "control-maps");
  const names = (await readdir(folder)).sort();
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), "utf8")));
  return new Map(names.map((name, index) => [name, texts[index] ?? ""]));
}
