import type { RuleVersion } from "#services/core/evidence/gather-rules";
import type { RulesRead } from "#services/core/evidence/material";
import { parseGoverned } from "#services/core/policy/parse-governed";
import { digestOf } from "#services/core/text/digest";
import type { EstateRepository } from "#services/ports/estate-repository";

/** Reads each version of the rules by which runs of a period were judged. One that differs in no file is left out. */
export async function readRules(
  versions: readonly RuleVersion[],
  repository: Pick<EstateRepository, "governedAt">,
): Promise<readonly RulesRead[]> {
  const read: RulesRead[] = [];
  for (const version of versions) {
    const { files: texts } = await repository.governedAt(version.commit);
    const files = new Map([...texts].map(([path, text]) => [path, digestOf(text)]));
    const before = read.at(-1);
    if (before !== undefined && isSame(before.files, files)) continue;
    const { policy, estate, evidence: leaving } = parseGoverned(texts);
    read.push({ ...version, files, policy, leaving, estate });
  }
  return read;
}

function isSame(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean {
  return a.size === b.size && [...a].every(([path, digest]) => b.get(path) === digest);
}
