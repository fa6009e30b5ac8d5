import type { ExpiryFact } from "#schemas/snapshot";
import { parseMetrics } from "#services/formats/prometheus/parse-metrics";

const DAY_MS = 86_400_000;

/** The day on which the licence ends, by the days that the metrics say are left; none where they count none. */
export function licenceExpiry(metrics: string, now: Date): readonly ExpiryFact[] {
  const left = parseMetrics(metrics)?.find(({ name }) => name === "iris_license_days_remaining")?.value;
  // A licence without an end may be told as nought; nobody has written down which it is.
  if (left === undefined || !Number.isInteger(left) || left === 0 || Math.abs(left) > 100_000) return [];
  const today = Math.floor(now.getTime() / DAY_MS);
  const expires = new Date((today + left) * DAY_MS).toISOString().replace(".000Z", "Z");
  return [{ what: "licence", name: "InterSystems licence", expires }];
}
