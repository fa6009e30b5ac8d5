import type { EvidencePolicy } from "#schemas/evidence-policy";
import { EVIDENCE_FILE } from "./beside-judgement.js";
import { findGrantProblems } from "./find-grant-problems.js";
import type { GovernedProblem } from "./governed-problem.js";

/** Finds permissions of one name, and those that nobody independent gave, or that run too long. */
export function findAllowanceProblems({ allowedTexts }: EvidencePolicy, maxDays: number): readonly GovernedProblem[] {
  return allowedTexts.flatMap((allowed, index) => {
    const place = { file: EVIDENCE_FILE, path: `/allowedTexts/${index}` };
    const problems = findGrantProblems(allowed, place, maxDays);
    if (allowedTexts.slice(0, index).some(({ id }) => id === allowed.id)) {
      const remedy = "Give each permission an id of its own.";
      problems.push({ ...place, message: `has the id '${allowed.id}' twice`, remedy });
    }
    return problems;
  });
}
