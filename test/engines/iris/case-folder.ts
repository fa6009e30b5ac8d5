import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { ExportItem } from "#services/core/dialect";
import { createMask } from "#services/core/mask";
import { irisDialect } from "#services/engines/iris/dialect";
import { compareExports, readExportFiles } from "#services/jobs/compare/compare-exports";
import { projectRoot } from "#test/project-root";

const CASES = join(projectRoot, "test/engines/iris/cases");
export const OPTIONS = { dialect: irisDialect, mask: createMask("case", Buffer.alloc(32, 9)) } as const;

/** A folder is a test: two sides, `a` and `b`, and what is told of them. */
export interface CaseFolder {
  readonly name: string;
  readonly title: string;
  readonly expected: readonly string[];
}

export function caseFolders(): readonly CaseFolder[] {
  return readdirSync(CASES)
    .filter((name) => existsSync(join(CASES, name, "expected.json")))
    .sort()
    .map((name) => {
      const { title, findings } = JSON.parse(readFileSync(join(CASES, name, "expected.json"), "utf8")) as {
        title: string;
        findings: readonly string[];
      };
      return { name, title, expected: findings };
    });
}

/** Everything that a case holds, file by file. */
export function itemsOf(name: string): readonly ExportItem[] {
  return ["a", "b"].flatMap((side) => itemsBelow(join(CASES, name, side)));
}

/** One line a change: artefact, path, label, and both sides. */
export async function toldBetween(name: string): Promise<readonly string[]> {
  const side = (label: string) => readExportFiles(label, itemsBelow(join(CASES, name, label)), OPTIONS);
  const { findings } = await compareExports(side("a"), side("b"), irisDialect);
  return findings.flatMap(({ artefact, changes }) =>
    changes.map(
      ({ path, label, a, b }) => `${artefact.kind} '${artefact.key}' ${path} — ${label}: ${told(a)} → ${told(b)}`,
    ),
  );
}

/** Digests tell only that something is there. */
function told(side: string | null): string {
  return side === null ? "nothing" : side.replace(/sha256:[0-9a-f]+/, "…");
}

function itemsBelow(folder: string): readonly ExportItem[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => ({ source: "file", bytes: readFileSync(path), origin: relative(folder, path) }));
}
