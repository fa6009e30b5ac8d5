import type { BandSeconds, ComplianceReport } from "#schemas/api/compliance-report";
import { BANDS, type Band } from "#services/core/compliance/band-of-run";
import type { EvidenceDay } from "#services/core/evidence/evidence-days";

/** How all engines together stood on one day: parts of one, which together are one. */
export interface BandDay {
  readonly day: string;
  readonly shares: Readonly<Record<Band, number>>;
}

/** Tells how engines stood on each day; time that no span covers is unknown. */
export function bandDays(compliance: ComplianceReport, days: readonly EvidenceDay[]): readonly BandDay[] {
  const totals = days.map(() => ({ "in-lockstep": 0, authorised: 0, unauthorised: 0, unknown: 0 }));
  for (const { spans } of compliance.engines) addEngine(spans, { days, totals });
  return days.map(({ day, from, to }, index) => {
    const whole = (to - from) * Math.max(1, compliance.engines.length);
    return { day, shares: sharesOf(totals[index], whole) };
  });
}

interface Sums {
  readonly days: readonly EvidenceDay[];
  readonly totals: readonly Record<Band, number>[];
}

/** Spans and days are both in order, so that each is passed once. */
function addEngine(spans: ComplianceReport["engines"][number]["spans"], { days, totals }: Sums): void {
  let index = 0;
  for (const { from, to, band } of spans) {
    const [start, end] = [Date.parse(from), Date.parse(to)];
    while ((days[index]?.to ?? Number.POSITIVE_INFINITY) <= start) index += 1;
    for (let at = index; at < days.length; at += 1) {
      const [day, total] = [days[at], totals[at]];
      if (day === undefined || total === undefined || day.from >= end) break;
      total[band] += Math.max(0, Math.min(end, day.to) - Math.max(start, day.from));
    }
  }
}

function sharesOf(total: BandSeconds | undefined, whole: number): Readonly<Record<Band, number>> {
  const known = BANDS.filter((band) => band !== "unknown").map((band): [Band, number] => [
    band,
    (total?.[band] ?? 0) / whole,
  ]);
  const rest = 1 - known.reduce((sum, [, share]) => sum + share, 0);
  const shares: Record<Band, number> = { "in-lockstep": 0, authorised: 0, unauthorised: 0, unknown: Math.max(0, rest) };
  for (const [band, share] of known) shares[band] = share;
  return shares;
}
