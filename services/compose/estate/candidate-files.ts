import { existsSync, statSync } from "node:fs";
import type { Engine } from "#schemas/estate";
import type { ExportItem } from "#services/core/dialect";
import { LockstepError } from "#services/core/errors";
import { pairOf } from "#services/core/readiness/pair-of";
import type { CandidateFiles } from "#services/jobs/compare/open-candidate";
import { readExportFiles } from "#services/stores/files/read-export-files";
import type { Product } from "./products.js";

interface CandidateSite {
  readonly engine: Engine;
  readonly product: Product;
  readonly now: () => Date;
}

/**
 * Reads the files of a candidate; `undefined` where there is neither file nor folder. An engine that is files is read as its
 * production node is, from another place: what a file is depends on where it stands.
 *
 * @throws LockstepError `usage`, and the code of whatever could not be read
 */
export async function findCandidateFiles(path: string, site: CandidateSite): Promise<CandidateFiles | undefined> {
  if (!existsSync(path)) return undefined;
  const isFolder = statSync(path).isDirectory();
  const { engine, product } = site;
  if (engine.product === "command")
    throw new LockstepError(
      "usage",
      `'${engine.id}' is a command: preview a node of the estate that runs it, not a file.`,
    );
  if (engine.product !== "file-tree")
    return { items: await readExportFiles(path, product.dialect.exportFiles), isFolder };
  if (!isFolder && !ARCHIVE.test(path))
    throw new LockstepError(
      "usage",
      `'${engine.id}' is files: give the whole folder or archive, or a node of the estate.`,
    );
  return { items: await readAsProduction(path, site), isFolder: true };
}

const ARCHIVE = /\.(zip|tar|tgz|tar\.gz)$/i;

async function readAsProduction(path: string, { engine, product, now }: CandidateSite): Promise<ExportItem[]> {
  const { production } = pairOf(engine);
  const [source, ...others] = production.files ?? [];
  if (source === undefined || others.length > 0)
    throw new LockstepError(
      "usage",
      `'${production.id}' has several sources of files: preview a node of the estate instead.`,
    );
  const { sftp: _sftp, git: _git, ...rules } = source;
  const node = { ...production, files: [{ ...rules, path }] };
  const items: ExportItem[] = [];
  for await (const step of product.connector.read({ node, now })) {
    if (step.type === "item") items.push(step.item);
    if (step.type === "unread")
      throw new LockstepError("answer-unexpected", `The candidate was not read: ${step.message}`);
  }
  return items;
}
