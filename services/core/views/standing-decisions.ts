import type { StandingGap, StandingWaiver } from "#schemas/api/decisions";
import type { EngineReport } from "#schemas/check-report";
import type { Policy } from "#schemas/policy";
import { isExpired } from "../policy/is-expired.js";

/** Tells of each waiver how long it lasts and where it hides something; what ends first comes first. */
export function standingWaivers(
  { waivers }: Pick<Policy, "waivers">,
  reports: readonly EngineReport[],
  at: string,
): readonly StandingWaiver[] {
  return waivers
    .map((waiver) => ({ waiver, ...standingAt(waiver.expires, at), hidesOn: hiddenOn(waiver.id, reports) }))
    .toSorted((a, b) => a.daysLeft - b.daysLeft);
}

/** The same of what is left unread by permission. */
export function standingGaps({ acceptedGaps = [] }: Pick<Policy, "acceptedGaps">, at: string): readonly StandingGap[] {
  return acceptedGaps
    .map((gap) => ({ gap, ...standingAt(gap.expires, at) }))
    .toSorted((a, b) => a.daysLeft - b.daysLeft);
}

const DAY_MS = 86_400_000;

/** The last day counts: on it there are none left, and it is still in force. */
function standingAt(expires: string, at: string): Pick<StandingGap, "standing" | "daysLeft"> {
  const today = Math.floor(Date.parse(at) / DAY_MS);
  const last = Math.floor(Date.parse(`${expires}T00:00:00Z`) / DAY_MS);
  const daysLeft = Number.isFinite(last) ? last - today : -1;
  return { standing: isExpired(expires, at) ? "ended" : "in-force", daysLeft };
}

function hiddenOn(id: string, reports: readonly EngineReport[]): string[] {
  return reports
    .filter(({ findings }) => findings.some(({ explainedBy }) => explainedBy?.by === "waiver" && explainedBy.id === id))
    .map(({ engineId }) => engineId);
}
