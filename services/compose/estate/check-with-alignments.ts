import type { CheckReport } from "#schemas/check-report";
import { type ProvingContext, proveAlignments } from "#services/jobs/align/prove-alignments";

/** Checks, and says of each planned alignment whether somebody has carried it out since. */
export async function checkWithAlignments(
  context: ProvingContext,
  check: () => Promise<CheckReport>,
): Promise<CheckReport> {
  const report = await check();
  const alignments = await proveAlignments(report, context);
  return alignments.length === 0 ? report : { ...report, alignments };
}
