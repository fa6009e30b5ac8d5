import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { PackedDocument } from "#services/jobs/evidence/pack-documents";
import { PROJECT_ROOT } from "#services/project-root";

/** Reads what checks a pack without Lockstep, in the very bytes in which it ships. */
export async function readVerifiers(): Promise<readonly PackedDocument[]> {
  const folder = join(PROJECT_ROOT, "baselines", "evidence-verifier");
  const names = ["verify.mjs", "verify.html"];
  return await Promise.all(names.map(async (name) => ({ name, bytes: await readFile(join(folder, name)) })));
}
