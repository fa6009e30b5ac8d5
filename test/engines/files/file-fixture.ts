import { join } from "node:path";
import type { RulePack } from "#schemas/rule-pack";
import type { ExportItem } from "#services/core/dialect";
import { createMask } from "#services/core/mask";
import { createFileDialect } from "#services/engines/files/dialect";
import { formatItemSource } from "#services/engines/files/item-source";
import { readPacks } from "#services/engines/files/read-packs";
import { compareExports, readExportFiles } from "#services/jobs/compare/compare-exports";
import { projectRoot } from "#test/project-root";

export const PACKS: readonly RulePack[] = readPacks(join(projectRoot, "baselines/rule-packs"));

export const mask = createMask("tests", new Uint8Array(32).fill(7));

export const dialect = createFileDialect(PACKS, "file-tree");

export function fileItem(pack: string, path: string, content: string | Uint8Array): ExportItem {
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  return { source: formatItemSource({ pack, mode: "content" }), origin: path, bytes };
}

/** What differs between two sets of files, as a person reads it. */
export async function differences(
  a: readonly ExportItem[],
  b: readonly ExportItem[],
  reader = dialect,
): Promise<readonly { kind: string; name: string; case: string; labels: readonly string[] }[]> {
  const side = (name: string, items: readonly ExportItem[]): ReturnType<typeof readExportFiles> =>
    readExportFiles(name, items, { dialect: reader, mask });
  const { findings } = await compareExports(side("a", a), side("b", b), reader);
  return findings.map(({ artefact, case: presence, changes }) => ({
    kind: artefact.kind,
    name: artefact.name,
    case: presence,
    labels: changes.map(({ label }) => label).sort(),
  }));
}
