import { SKEW_LIMIT_MS, skewPhrase } from "../asking/clock-skew.js";
import type { Site } from "./site.js";

/** Times of approvals are told by the site's clock. */
export function clockWarning({ id, clockSkewMs }: Pick<Site, "id" | "clockSkewMs">): readonly string[] {
  if (clockSkewMs === undefined || Math.abs(clockSkewMs) <= SKEW_LIMIT_MS) return [];
  return [`The clock of ${id} is ${skewPhrase(clockSkewMs)} ours: the times of its approvals are told by it`];
}
