import { existsSync, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, resolve } from "node:path";
import type { CompareReport } from "#schemas/compare-report";
import type { RulePack } from "#schemas/rule-pack";
import type { ExportItem } from "#services/core/dialect";
import { LockstepError } from "#services/core/errors";
import type { Mask } from "#services/core/mask";
import { isSelector } from "#services/core/parse-selector";
import { createFileReader } from "#services/engines/files/create-file-reader";
import { createFileDialect } from "#services/engines/files/dialect";
import { parseRulePack } from "#services/engines/files/parse-rule-pack";
import { compareExports, readExportFiles } from "#services/jobs/compare/compare-exports";
import { presets } from "./products.js";

interface RulesComparison {
  /** A rule pack: a YAML file, or the name of a preset. */
  readonly rules: string;
  readonly product?: string | undefined;
  readonly cwd?: string;
  readonly mask: Mask;
}

/**
 * Compares two folders, archives or files by a rule pack, read as a check would read them: each file at its place, what holds no
 * configuration left out, keys by digest.
 *
 * @throws LockstepError `usage`, `policy-invalid`, and the code of whatever could not be read
 */
export async function compareByRules(a: string, b: string, comparison: RulesComparison): Promise<CompareReport> {
  const { rules, cwd = ".", mask } = comparison;
  refuseOthers([a, b], comparison);
  const pack = await packNamed(rules, cwd);
  const dialect = createFileDialect([pack], "file-tree");
  const [itemsOfA, itemsOfB] = [await readSide(a, pack, cwd), await readSide(b, pack, cwd)];
  const side = (name: string, items: readonly ExportItem[]): ReturnType<typeof readExportFiles> =>
    readExportFiles(name, items, { dialect, mask });
  return await compareExports(side(a, itemsOfA), side(b, namedAs(itemsOfA, itemsOfB, [a, b], cwd)), dialect);
}

function refuseOthers(sides: readonly string[], { product = "file-tree", cwd = "." }: RulesComparison): void {
  if (product !== "file-tree" && product !== "command") {
    throw new LockstepError("usage", `--rules is for engines that are files, and --product says ${product}.`);
  }
  const selector = sides.find((side) => isSelector(side) && !existsSync(resolve(cwd, side)));
  if (selector === undefined) return;
  throw new LockstepError(
    "usage",
    `--rules is for files and folders, and '${selector}' is none: what is stored was read with the rules of its engine.`,
  );
}

async function packNamed(rules: string, cwd: string): Promise<RulePack> {
  if (/\.ya?ml$/i.test(rules)) {
    const text = await readFile(resolve(cwd, rules), "utf8").catch(() => undefined);
    if (text !== undefined) return parseRulePack(text, rules);
    throw new LockstepError("usage", `The rule pack ${rules} cannot be read: is it there?`);
  }
  const preset = presets().find(({ pack }) => pack === rules);
  if (preset !== undefined) return preset;
  const names = presets()
    .map(({ pack }) => pack)
    .join(", ");
  throw new LockstepError("usage", `'${rules}' is neither a rule pack (.yaml) nor a preset; there are: ${names}.`);
}

/** Every file of a side, or the error of the first that could not be read: half a side is not compared. */
async function readSide(side: string, pack: RulePack, cwd: string): Promise<readonly ExportItem[]> {
  const reader = createFileReader({ packs: { presets: [], own: new Map([[pack.pack, pack]]) } });
  const files = [{ path: resolve(cwd, side), pack: pack.pack }];
  const items: ExportItem[] = [];
  for await (const step of reader.read({ node: { id: side, role: "primary", files }, now: () => new Date() })) {
    if (step.type === "item") items.push(step.item);
    if (step.type !== "unread") continue;
    throw new LockstepError("answer-unexpected", `${side}: ${step.message}`);
  }
  return items;
}

/** Two single files are two versions of one, whatever each is called. */
function namedAs(
  first: readonly ExportItem[],
  second: readonly ExportItem[],
  sides: readonly [a: string, b: string],
  cwd: string,
): readonly ExportItem[] {
  const [a, b] = [first[0], second[0]];
  if (a === undefined || b === undefined) return second;
  const areSingle = [a, b].every(({ origin }, index) => {
    const path = resolve(cwd, sides[index] ?? "");
    return statSync(path).isFile() && origin === basename(path);
  });
  return areSingle ? [{ ...b, origin: a.origin }] : second;
}
