import type { EvidenceFrameworksReport } from "#schemas/evidence-frameworks-report";
import type { ControlLibrary } from "./control-library.js";

/** Lists every edition that a pack can be pinned to. */
export function listFrameworks({ editions, expectations }: ControlLibrary): EvidenceFrameworksReport {
  return {
    schema: "lockstep/evidence-frameworks@1",
    editions: [...editions.values()].map(
      ({ ref, title, status, catalogue, basis, assessmentYear, outcomes, notes }) => ({
        ref,
        title,
        status,
        catalogue,
        basis: [...basis],
        assessmentYear: assessmentYear ?? null,
        outcomes: outcomes.length,
        mapped: outcomes.filter(({ mapping }) => mapping !== undefined).length,
        levelsLoaded: expectations.some(({ edition }) => edition === ref),
        notes: [...notes],
      }),
    ),
  };
}
