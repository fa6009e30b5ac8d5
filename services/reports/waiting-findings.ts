import type { EngineReport } from "#schemas/check-report";
import type { Finding } from "#schemas/finding";

/** The findings that nothing explains or authorises, as the check found: they wait for a person's decision. */
export function waitingFindings(engine: EngineReport): readonly Finding[] {
  return engine.findings.filter((finding) => engine.waiting.includes(finding.id));
}
