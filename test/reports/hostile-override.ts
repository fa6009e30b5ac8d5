import type { CheckReport } from "#schemas/check-report";
import { anOverride, aReason, hostileReport } from "./fixtures.js";

/** A hostile report under an override whose words are the same. */
export function hostileOverride(text: string): CheckReport {
  const report = hostileReport(text);
  const override = { ...anOverride(), by: text, second: text, reason: text, ticket: text, codes: [text] };
  const reason = aReason({ code: text, message: text, owner: text, action: text });
  const part = { verdict: "ready" as const, blocking: 0, reasons: [], setAside: [text] };
  return {
    ...report,
    engines: report.engines.map((engine) => ({
      ...engine,
      readiness: {
        ...engine.readiness,
        overrides: [override],
        setAside: [{ ...reason, overrides: [override.record] }],
        byFlow: { [text]: part },
      },
    })),
  };
}
