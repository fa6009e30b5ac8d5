import { resolve } from "node:path";
import type { CompareReport } from "#schemas/compare-report";
import type { Dialect } from "#services/core/dialect";
import { LockstepError } from "#services/core/errors";
import type { Mask } from "#services/core/mask";
import { isSelector } from "#services/core/parse-selector";
import { compareExports, type ExportSide, readExportFiles as readSide } from "#services/jobs/compare/compare-exports";
import type { StoredArtefacts } from "#services/ports/estate-repository";
import { readExportFiles } from "#services/stores/files/read-export-files";
import { compareByRules } from "./compare-by-rules.js";
import { findProduct } from "./find-product.js";
import { productNamed } from "./products.js";

/** How two exports are to be read. */
export interface CompareOptions {
  /** The make that wrote them. Default: that of what is stored under the selectors. */
  readonly product?: string | undefined;
  /** For files: the rule pack that says what they are, a YAML file or a preset. Default: what their names tell. */
  readonly rules?: string | undefined;
  /** The folder that relative names start from. Default: that of the process. */
  readonly cwd?: string;
}

/** Compares two exports without an estate: secrets are masked with a key that lives as long as the command. */
export async function compareOffline(
  a: string,
  b: string,
  options: CompareOptions & { readonly mask: Mask },
): Promise<CompareReport> {
  const open = (): never => {
    throw new LockstepError("estate-not-found", "A selector needs an estate, and this folder is none.", {
      remedy: "Run this inside an estate, or name one with --estate.",
    });
  };
  return await compareSides(a, b, { ...options, open });
}

interface SideContext extends CompareOptions {
  readonly mask: Mask;
  readonly open: (selector: string) => Promise<StoredArtefacts>;
}

/** Compares two sides, each a file, a folder or a selector. */
export async function compareSides(a: string, b: string, context: SideContext): Promise<CompareReport> {
  const { open, cwd = ".", product, rules } = context;
  if (rules !== undefined) return await compareByRules(a, b, { ...context, rules });
  const { dialect } = productNamed(await findProduct({ sides: [a, b], product, cwd, open }));
  return await compareExports(await sideOf(a, dialect, context), await sideOf(b, dialect, context), dialect);
}

/** A file or folder of that name wins over a selector. */
async function sideOf(text: string, dialect: Dialect, { mask, open, cwd = "." }: SideContext): Promise<ExportSide> {
  const items = await readExportFiles(resolve(cwd, text), dialect.exportFiles).catch((error: unknown) => {
    if (error instanceof LockstepError && error.code === "selector-unknown" && isSelector(text)) return undefined;
    throw error;
  });
  if (items !== undefined) return readSide(text, items, { dialect, mask });
  const stored = await open(text);
  return { selector: text, dialect: stored.snapshot.dialect, entries: stored.snapshot.entries, load: stored.load };
}
