import type { RulePack } from "#schemas/rule-pack";
import type { GovernedProblem } from "#services/core/policy/governed-problem";
import { caseItemOf } from "./case-item.js";
import { lookAtFiles } from "./look-at-files.js";
import { findIdle } from "./pack-use.js";

/** Advises what of a site's own packs no case of theirs speaks of: it may be misspelt, and nobody would see it. */
export function adviseIdleRules(own: ReadonlyMap<string, RulePack>): readonly GovernedProblem[] {
  return [...own].flatMap(([file, pack]) => {
    if (pack.cases.length === 0) return [];
    const look = lookAtFiles({ presets: [], own });
    const itemOf = caseItemOf(pack.pack);
    // A case that cannot be read is a problem of its own.
    for (const { file: path, a, b } of pack.cases) for (const text of [a, b]) look.faultOf(itemOf(path, text));
    const use = look.useOf(pack);
    const paths = pack.cases.map((claim) => claim.file);
    return (use === undefined ? [] : findIdle(pack, use, paths)).map((clause) => ({
      file,
      path: "/cases",
      message: `show nothing of a part: ${clause}`,
      remedy:
        "Bring a case that shows what it does, or hold its spelling against the files: 'lockstep doctor' reads those.",
    }));
  });
}
