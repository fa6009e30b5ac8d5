import type { LastProven } from "#schemas/exercise";
import { count } from "../text/count.js";

/** When an exercise last proved an engine, as a sentence: "Last proven 41 days ago, 17 changes since (failover, 50 of 60 minutes)." */
export function describeProof(lastProven: LastProven | undefined): string {
  if (lastProven === undefined) return "No exercise on record proves that it fails over.";
  const { daysAgo, changesSince, kind, minutes, rtoMinutes } = lastProven;
  const when = daysAgo === 0 ? "today" : `${count(daysAgo, "day")} ago`;
  const since =
    changesSince === null ? "how much was changed since is not known" : `${count(changesSince, "change")} since`;
  const took = rtoMinutes === null ? count(minutes, "minute") : `${minutes} of ${count(rtoMinutes, "minute")}`;
  return `Last proven ${when}, ${since} (${kind}, ${took}).`;
}
