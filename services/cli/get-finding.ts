import type { EngineReport } from "#schemas/check-report";
import type { Finding } from "#schemas/finding";
import { LockstepError } from "#services/core/errors";
import { findFinding } from "#services/reports/findings/find-finding";

/** Gives the finding of the last check that an id names, whole or by how it begins. @throws LockstepError `selector-unknown` */
export function getFinding(report: Pick<EngineReport, "engineId" | "findings">, id: string): Finding {
  const finding = findFinding(report, id);
  if (finding !== undefined) return finding;
  const digits = id.trim().toLowerCase().replace("sha256:", "");
  const count = report.findings.filter((each) => each.id.startsWith(`sha256:${digits}`)).length;
  const what = count > 1 ? `has ${count} findings that begin so:` : "has no finding";
  const remedy = `'lockstep check ${report.engineId}' prints the ids of those it found, at least eight digits of one are needed`;
  throw new LockstepError(
    "selector-unknown",
    `The last check of '${report.engineId}' ${what} ${JSON.stringify(id.slice(0, 80))}: ${remedy}.`,
  );
}
