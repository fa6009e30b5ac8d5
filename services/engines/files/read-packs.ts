import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { RulePack } from "#schemas/rule-pack";
import { parseRulePack } from "./parse-rule-pack.js";

/** Reads every rule pack of a folder, in order of name. @throws LockstepError `policy-invalid` */
export function readPacks(folder: string): readonly RulePack[] {
  const names = readdirSync(folder).filter((name) => name.endsWith(".yaml"));
  return names.sort().map((name) => parseRulePack(readFileSync(join(folder, name), "utf8"), name));
}
