import type { ReportingDescriptor } from "sarif";
import type { DriftCase } from "#schemas/drift";
import { describeCase, describeRemedy } from "./describe-finding.js";

const CASES: readonly DriftCase[] = ["in-lockstep", "standby-behind", "production-changed", "both-changed", "diverged"];

/** One rule a direction of drift, always all of them, so that the rules of two runs can be compared. */
export function driftRules(): readonly ReportingDescriptor[] {
  return CASES.map((driftCase) => ({
    id: `drift/${driftCase}`,
    name: driftCase.replace(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase()),
    shortDescription: { text: `${describeCase(driftCase, true)}.` },
    help: { text: describeRemedy(driftCase) },
  }));
}

/** One rule a code of readiness reasons met in a run. */
export function reasonRules(codes: readonly string[]): readonly ReportingDescriptor[] {
  return [...new Set(codes)].map((code) => ({
    id: `readiness/${code}`,
    shortDescription: { text: `Readiness: ${code.replaceAll("-", " ")}.` },
  }));
}
