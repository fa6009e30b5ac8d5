import type { ForgeReview } from "#services/ports/forge";
import { PullAnswer } from "./answers.js";
import type { Hub } from "./hub.js";
import { LIST_PULLS } from "./requests.js";
import { toReview } from "./to-review.js";

const PREFIX = "drift/";
/** `Date` is cut to the second, and so is every instant that GitHub tells. */
const SURE_SKEW_MS = 2000;

/** Every open pull request from a branch below `drift/` of this very repository, and those ended since, oldest first. */
export async function listReviews(hub: Hub, endedSince: string, clockSkewMs = 0): Promise<readonly ForgeReview[]> {
  const since = theirInstant(endedSince, clockSkewMs);
  const isOver = ({ updated_at }: PullAnswer): boolean => Date.parse(updated_at) < since;
  const open = await hub.list(PullAnswer, LIST_PULLS, { state: "open", sort: "created", direction: "asc" });
  const ended = await hub.list(PullAnswer, LIST_PULLS, { state: "closed", sort: "updated", direction: "desc" }, isOver);
  const wanted = new Map<number, PullAnswer>();
  for (const pull of open) if (isOurs(hub, pull)) wanted.set(pull.number, pull);
  // One that ended between the two questions is told as ended.
  for (const pull of ended)
    if (isOurs(hub, pull) && Date.parse(pull.closed_at ?? "") >= since) wanted.set(pull.number, pull);
  const reviews: ForgeReview[] = [];
  for (const pull of [...wanted.values()].sort((a, b) => a.number - b.number)) reviews.push(await toReview(hub, pull));
  return reviews;
}

/** A branch of a fork may be called as ours are. */
export function isOurs({ address }: Hub, { head }: PullAnswer): boolean {
  const name = `${address.owner}/${address.repo}`.toLowerCase();
  return head.ref.startsWith(PREFIX) && head.repo?.full_name.toLowerCase() === name;
}

function theirInstant(ours: string, clockSkewMs: number): number {
  const skewMs = Math.abs(clockSkewMs) <= SURE_SKEW_MS ? 0 : clockSkewMs - SURE_SKEW_MS;
  return Math.floor((Date.parse(ours) + skewMs) / 1000) * 1000;
}
