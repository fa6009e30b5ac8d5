import type { EngineReport } from "#schemas/check-report";
import type { EngineRun, Run } from "#schemas/run";
import { isJudgedBy } from "#services/core/policy/beside-judgement";
import { isExpired } from "#services/core/policy/is-expired";
import { judgedEstate } from "#services/core/policy/judged-estate";
import type { EstateRepository, GovernedFiles, StoredBaseline } from "#services/ports/estate-repository";
import { findEndedGaps } from "./find-ended-gaps.js";

/** What a stored verdict rests on and what may have moved since. */
export interface StoredVerdict {
  readonly run: Run;
  readonly engineRun: EngineRun;
  readonly report: EngineReport;
}

/** Said where there was no baseline at the last check, and is one now. */
export const BASELINE_APPROVED = "A baseline was approved since the last check.";

/** Finds what has changed since a verdict was reached, in sentences: a verdict does not outlive what it rests on. */
export async function findLaterChanges(
  { run, engineRun, report }: StoredVerdict,
  repository: Pick<EstateRepository, "governedAt" | "governed" | "openBaseline">,
  now: Date,
): Promise<string[]> {
  const [then, today] = [await repository.governedAt(run.policyCommit), await repository.governed()];
  const baseline = await repository.openBaseline(engineRun.engineId);
  const ended = report.findings.flatMap(({ explainedBy }) =>
    explainedBy?.expires != null && isExpired(explainedBy.expires, now.toISOString()) ? [explainedBy.id] : [],
  );
  return [
    ...(isSame(then, today, engineRun.engineId) ? [] : ["Estate or policy on main were changed since the last check."]),
    ...(approvalOf(baseline) === (engineRun.baseline?.record ?? null)
      ? []
      : [engineRun.baseline === null ? BASELINE_APPROVED : "The baseline is not the one of the last check."]),
    ...[...new Set(ended)].map((id) => `'${id}', which explained a difference at the last check, has ended.`),
    ...findEndedGaps(report, then.files, now).map(
      (id) => `'${id}', by which a source was left unread at the last check, has ended.`,
    ),
  ];
}

function isSame({ files: a }: GovernedFiles, { files: b }: GovernedFiles, engineId: string): boolean {
  const names = [...new Set([...a.keys(), ...b.keys()])].filter(isJudgedBy);
  return names.every((name) => {
    const [then, today] = [a.get(name), b.get(name)];
    if (then === today) return true;
    if (name !== ESTATE_FILE || then === undefined || today === undefined) return false;
    const judged = judgedEstate(then, engineId);
    return judged !== undefined && judged === judgedEstate(today, engineId);
  });
}

const ESTATE_FILE = "estate.yaml";

function approvalOf(baseline: StoredBaseline | undefined): string | null {
  return baseline !== undefined && "record" in baseline.approval ? baseline.approval.record.hash : null;
}
