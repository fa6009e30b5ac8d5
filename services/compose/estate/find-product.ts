import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { LockstepError } from "#services/core/errors";
import { isSelector } from "#services/core/parse-selector";
import type { StoredArtefacts } from "#services/ports/estate-repository";

/** What is known of two sides before they are read. */
export interface NamedSides {
  /** Files, folders or selectors; a file of that name wins over a selector. */
  readonly sides: readonly [a: string, b: string];
  /** The make that somebody named; left out: what was stored under a selector says it. */
  readonly product?: string | undefined;
  readonly cwd: string;
  readonly open: (selector: string) => Promise<StoredArtefacts>;
}

/**
 * Finds the make that two sides are to be read as.
 *
 * @throws LockstepError `usage` where nobody says it, or what was stored says another
 */
export async function findProduct({ sides, product, cwd, open }: NamedSides): Promise<string> {
  const selectors = sides.filter((side) => isSelector(side) && !existsSync(resolve(cwd, side)));
  let found = product;
  for (const selector of selectors) {
    const { snapshot } = await open(selector);
    if (found !== undefined && found !== snapshot.product) {
      const other = product === undefined ? `what it is compared with is of ${found}` : `--product says ${found}`;
      throw new LockstepError("usage", `'${selector}' was read from ${snapshot.product}, and ${other}.`);
    }
    found = snapshot.product;
  }
  if (found !== undefined) return found;
  throw new LockstepError(
    "usage",
    "Files do not say what wrote them: name the make with --product, for example mirth-connect.",
  );
}
