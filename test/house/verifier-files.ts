import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { renderVerifierPage } from "#services/verifier/render-verifier-page";
import { projectRoot } from "#test/project-root";

/** It tells no types of its own. */
const { transformSync } = createRequire(import.meta.url)("amaro") as {
  readonly transformSync: (source: string, options: { readonly mode: "strip-only" }) => { readonly code: string };
};

const FOLDER = "baselines/evidence-verifier";

/**
 * Gives the stand-alone verifier as packs carry it, by path below the project's root: the program without its types, and the page that runs it. What
 * is handed out is committed, so that it is the same bytes whatever builds the project, and can be read here.
 */
export function verifierFiles(): ReadonlyMap<string, string> {
  const source = readFileSync(join(projectRoot, "services/verifier/verify.ts"), "utf8");
  const { code } = transformSync(source, { mode: "strip-only" });
  // What only a type's comment was stands alone now.
  const bare = code.replaceAll(/\/\*\*(?:(?!\*\/)[\s\S])*\*\/\s*\n\s*\n/g, "\n");
  const program = formatted(bare);
  return new Map([
    [`${FOLDER}/verify.mjs`, program],
    [`${FOLDER}/verify.html`, renderVerifierPage(program)],
  ]);
}

function formatted(code: string): string {
  const biome = join(projectRoot, "node_modules/@biomejs/biome/bin/biome");
  const asked = ["format", "--stdin-file-path=verify.mjs"];
  return execFileSync(process.execPath, [biome, ...asked], { input: code, cwd: projectRoot, encoding: "utf8" });
}
