import type { RulePack } from "#schemas/rule-pack";
import { LockstepError } from "#services/core/errors";
import type { FilePacks } from "./file-packs.js";
import { parseRulePack } from "./parse-rule-pack.js";

/** Finds a site's own rule packs among its governed files: every `policy/<name>.pack.yaml`. */
export function findOwnPacks(governed: ReadonlyMap<string, string>): Required<Pick<FilePacks, "own" | "broken">> {
  const own = new Map<string, RulePack>();
  const broken = new Map<string, string>();
  for (const [path, text] of governed) {
    if (!/^policy\/[^/]+\.pack\.yaml$/.test(path)) continue;
    try {
      own.set(path, parseRulePack(text, path));
    } catch (error) {
      if (!(error instanceof LockstepError)) throw error;
      broken.set(path, error.message);
    }
  }
  return { own, broken };
}
