import type { Authorisation } from "#schemas/authorisation";
import { cutText } from "../text/cut-text.js";
import { describeTest, outcomeOf } from "../words/describe-authorisation.js";
import { markdownText } from "./markdown.js";

/** Every test of the tickets, ticked or crossed, with the facts it used. */
export function markdownTests(
  authorisation: Authorisation,
  { maxTests, maxFacts }: { readonly maxTests: number; readonly maxFacts: number },
): string {
  return authorisation.trace
    .slice(0, maxTests)
    .map((test) => [test, outcomeOf(test, authorisation)] as const)
    .map(
      ([test, outcome]) =>
        `- ${OUTCOME_SIGNS[outcome]} ${WORDS[outcome]}: ${markdownText(cutText(describeTest(test, maxFacts), 300))}`,
    )
    .join("\n");
}

/** How a test ended, as one sign. */
export const OUTCOME_SIGNS = { passed: "✅", noted: "⚠️", due: "⏳", failed: "❌" } as const;

const WORDS = { passed: "passed", noted: "passed, note", due: "still due", failed: "failed" } as const;
