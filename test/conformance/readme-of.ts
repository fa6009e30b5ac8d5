import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "#test/project-root";

/** What the README of a product says cannot occur for it: situation → reason, from the table of that section. */
export function readImpossible(product: string): Readonly<Record<string, string>> {
  const text = readFileSync(join(projectRoot, "services/engines", product, "README.md"), "utf8");
  const [, section = ""] = /^## What cannot occur$([\s\S]*?)(?=^## |(?![\s\S]))/m.exec(text) ?? [];
  return Object.fromEntries(
    [...section.matchAll(/^\| `([a-z-]+)` \| (.+) \|$/gm)].map(([, situation = "", reason = ""]) => [
      situation,
      reason,
    ]),
  );
}
