import type { EvidenceTable } from "#schemas/evidence-table";

/** A row of the population. */
export type ChangeRow = EvidenceTable["rows"][number];

/** One thing that makes a change more likely to be looked at. */
export interface RiskShare {
  readonly because: string;
  readonly weight: number;
}

/** What is weighed, for whoever asks why a sample looks as it does. */
export const RISK_RULES = [
  "1 for every change",
  "tier 1: 4 more; tier 2: 2 more",
  "severity critical: 4 more; high: 2 more",
  "no ticket authorised it: 4 more",
  "one person approved and made it: 3 more",
  "approved, or to be approved, after it was made: 2 more",
  "made and undone between two looks: 2 more",
] as const;

/** Weighs a change by risk: a whole number of at least 1, in shares that add up to it. */
export function riskShares(row: ChangeRow, singleHanded: ReadonlySet<string>): readonly RiskShare[] {
  const { tier, severity, verdict, authorised, retrospective, ticket, kind } = row;
  const isSingleHanded =
    (typeof verdict === "string" && verdict.startsWith("single-handed")) ||
    (typeof ticket === "string" && singleHanded.has(ticket));
  return [
    share("every change", 1),
    ...(tier === 1 ? [share("tier 1", 4)] : tier === 2 ? [share("tier 2", 2)] : []),
    ...(severity === "critical" ? [share("critical", 4)] : severity === "high" ? [share("high", 2)] : []),
    ...(authorised === false ? [share("not authorised", 4)] : []),
    ...(isSingleHanded ? [share("single-handed", 3)] : []),
    ...(retrospective === true ? [share("retrospective", 2)] : []),
    ...(kind === "passing change" ? [share("made and undone between two looks", 2)] : []),
  ];
}

export function weightOf(shares: readonly RiskShare[]): number {
  return shares.reduce((sum, { weight }) => sum + weight, 0);
}

function share(because: string, weight: number): RiskShare {
  return { because, weight };
}
