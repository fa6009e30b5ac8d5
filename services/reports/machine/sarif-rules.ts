import type { ReportingDescriptor } from "sarif";
import type { DriftCase } from "#schemas/drift";
import { caseWord, DAY_ONE_REMEDY, describeCase, describeRemedy } from "../words/describe-finding.js";

const CASES: readonly DriftCase[] = ["in-lockstep", "standby-behind", "production-changed", "both-changed", "diverged"];

/** One rule a direction of drift, always all of them, so that the rules of two runs can be compared. */
export function driftRules(): readonly ReportingDescriptor[] {
  const directions = CASES.map((driftCase) =>
    driftRule(driftCase, describeCase(driftCase, true), describeRemedy(driftCase)),
  );
  return [...directions, driftRule(caseWord("diverged", false), describeCase("diverged", false), DAY_ONE_REMEDY)];
}

function driftRule(word: string, description: string, remedy: string): ReportingDescriptor {
  return {
    id: `drift/${word}`,
    name: word.replace(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase()),
    shortDescription: { text: `${description}.` },
    help: { text: remedy },
  };
}

/** One rule a code of readiness reasons met in a run. */
export function reasonRules(codes: readonly string[]): readonly ReportingDescriptor[] {
  return [...new Set(codes)].map((code) => ({
    id: `readiness/${code}`,
    shortDescription: { text: `Readiness: ${code.replaceAll("-", " ")}.` },
  }));
}
