import type { RulePack } from "#schemas/rule-pack";
import type { ListedFile } from "./file-folder.js";
import { documentFor, logicalPath } from "./logical-path.js";

/**
 * Counts, by kind, the artefacts that files must become, so that none is lost on the way: of kinds that are always a whole file.
 * How many items a file holds, nobody but the file says.
 */
export function countArtefacts(pack: RulePack, files: readonly ListedFile[]): Record<string, number> {
  const parts = pack.documents.filter(({ items = [] }) => items.length > 0);
  const uncounted = new Set(parts.flatMap(({ kind, items = [] }) => [kind, ...items.map((item) => item.kind)]));
  const counts: Record<string, number> = {};
  for (const { path } of files) {
    const { kind } = documentFor(pack, logicalPath(path));
    if (!uncounted.has(kind)) counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}
