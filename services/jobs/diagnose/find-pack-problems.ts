import type { RulePack } from "#schemas/rule-pack";
import type { GovernedProblem } from "#services/core/policy/governed-problem";
import { type CaseReader, judgePackCase } from "./judge-pack-case.js";

/** What a site's own rule packs lack. */
interface PackProblems {
  /** Each case that does not hold. */
  readonly problems: readonly GovernedProblem[];
  /** Each pack that claims too little. */
  readonly advice: readonly GovernedProblem[];
}

/** Holds a site's own rule packs, by file, against the cases that they bring. */
export async function findPackProblems(
  packs: ReadonlyMap<string, RulePack>,
  readerOf: (pack: RulePack) => CaseReader,
): Promise<PackProblems> {
  const problems: GovernedProblem[] = [];
  for (const [file, pack] of packs) {
    for (const [index, claim] of pack.cases.entries()) {
      const failure = await judgePackCase(claim, readerOf(pack));
      if (failure === undefined) continue;
      problems.push({
        file,
        path: `/cases/${index}`,
        message: `'${claim.title}' does not hold: ${failure}`,
        remedy: "Mend the rule that the case speaks of, or the case, if it claims what is not so.",
      });
    }
  }
  return { problems, advice: [...packs].flatMap(([file, pack]) => adviseCases(file, pack)) };
}

function adviseCases(file: string, { cases }: RulePack): readonly GovernedProblem[] {
  const claimed = new Set(cases.map(({ expect }) => expect));
  if (claimed.size === 2) return [];
  const lacking = claimed.has("same") ? "must be a difference" : "must be none";
  return [
    {
      file,
      path: "/cases",
      message:
        claimed.size === 0 ? "holds no case: nothing shows what the rules do" : `holds no case of what ${lacking}`,
      remedy: "Bring two versions of a file that must be the same, and two that must be different.",
    },
  ];
}
