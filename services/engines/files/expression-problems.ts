import type { RulePack } from "#schemas/rule-pack";
import { patternProblem } from "#services/core/text/compile-pattern";

type Path = readonly (string | number)[];

/** What is wrong with the expressions of a pack: line, rule, expression and reason. */
export function expressionProblems({ rules, documents }: RulePack, lineAt: (path: Path) => number): string[] {
  return [
    ...rules.flatMap(({ value }, index) => (value === undefined ? [] : [[value, ["rules", index, "value"]] as const])),
    ...documents.flatMap(({ dropLines = [] }, index) =>
      dropLines.map((line, position) => [line, ["documents", index, "dropLines", position]] as const),
    ),
  ].flatMap(([expression, path]) => {
    const problem = patternProblem(expression);
    return problem === undefined ? [] : [`line ${lineAt(path)}, ${path.join("/")}: '${expression}': ${problem}`];
  });
}
