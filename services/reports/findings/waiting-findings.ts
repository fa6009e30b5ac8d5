import type { EngineReport } from "#schemas/check-report";
import type { Finding } from "#schemas/finding";

/** The findings that nothing explains or authorises, as the check found: they wait for a person's decision. */
export function waitingFindings(engine: EngineReport): readonly Finding[] {
  const waiting = new Set(engine.waiting);
  return engine.findings.filter((finding) => waiting.has(finding.id));
}
