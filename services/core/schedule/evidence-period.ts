import { Temporal } from "temporal-polyfill";
import { EVIDENCE_ZONE } from "../evidence/plan-evidence.js";
import type { EvidenceSchedule } from "./schedules-of.js";

/** First and last day, `YYYY-MM-DD`, both included. */
export interface EvidencePeriod {
  readonly firstDay: string;
  readonly lastDay: string;
}

const MONTHS: Readonly<Record<EvidenceSchedule["evidence"], number>> = { monthly: 1, quarterly: 3 };

/** Gives the last month, or quarter of the year, that was over at an instant, by the clock of the assessment year. */
export function evidencePeriodOf(evidence: EvidenceSchedule["evidence"], at: string): EvidencePeriod {
  const months = MONTHS[evidence];
  const day = Temporal.Instant.from(at).toZonedDateTimeISO(EVIDENCE_ZONE).toPlainDate();
  const begun = day.with({ day: 1 }).subtract({ months: (day.month - 1) % months });
  return { firstDay: begun.subtract({ months }).toString(), lastDay: begun.subtract({ days: 1 }).toString() };
}
