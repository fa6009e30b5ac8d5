import type { RulePack } from "#schemas/rule-pack";
import { patternProblem } from "#services/core/text/compile-pattern";

interface ExpressionProblem {
  readonly place: readonly (string | number)[];
  /** The expression, and why it cannot be used. */
  readonly message: string;
}

/** What is wrong with the expressions of a pack. */
export function expressionProblems({ rules, documents }: RulePack): readonly ExpressionProblem[] {
  return [
    ...rules.flatMap(({ value }, index) => (value === undefined ? [] : [[value, ["rules", index, "value"]] as const])),
    ...documents.flatMap(({ dropLines = [] }, index) =>
      dropLines.map((line, position) => [line, ["documents", index, "dropLines", position]] as const),
    ),
  ].flatMap(([expression, place]) => {
    const problem = patternProblem(expression);
    return problem === undefined ? [] : [{ place, message: `'${expression}': ${problem}` }];
  });
}
