import type { CheckReport } from "#schemas/check-report";
import { DEFAULT_POLICY } from "./core/policy/default-policy.js";
import type { Governed } from "./core/policy/parse-governed.js";
import { brokenPolicy } from "./in-force.js";
import { beginReviews } from "./jobs/review/review-pass.js";
import { type ReviewParts, reviewPassOf } from "./review-estate.js";

/**
 * Checks, and keeps the reviews in step where the estate declares a forge: what people decided there is settled before anything
 * is judged, and what there is to decide is asked afterwards. No forge can stop a check or alter what it finds.
 */
export async function checkWithReviews(
  { estate, policy, problems }: Governed,
  parts: Omit<ReviewParts, "estate" | "policy">,
  check: () => Promise<CheckReport>,
): Promise<CheckReport> {
  if (estate?.forge === undefined) return await check();
  const pass = reviewPassOf({ ...parts, estate, policy: policy ?? DEFAULT_POLICY });
  // Without the rules that say who may approve, nothing is settled and nobody is asked.
  const open = policy === undefined ? () => Promise.reject(brokenPolicy(problems)) : pass.open;
  const begun = await beginReviews({ ...pass, open });
  const report = await check();
  return { ...report, review: await begun.finish(report.engines) };
}
