import type { EngineReport } from "#schemas/check-report";
import type { Finding } from "#schemas/finding";

/** The findings that keep a failover from working and that no override sets aside. */
export function blockingFindings(engine: Pick<EngineReport, "findings" | "readiness">): readonly Finding[] {
  return engine.findings.filter((finding) => finding.blocksReadiness && !isSetAside(finding, engine));
}

/** Tells whether an override sets aside that a finding blocks. */
export function isSetAside({ id }: Pick<Finding, "id">, { readiness }: Pick<EngineReport, "readiness">): boolean {
  return (readiness.setAside ?? []).some(({ code, findings }) => code === "parity" && findings.includes(id));
}
