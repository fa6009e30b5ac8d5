import type { ForgeOpinion } from "#services/ports/forge";
import { ReviewAnswer } from "./answers.js";
import type { Hub } from "./hub.js";
import { REVIEWS } from "./requests.js";
import { NOBODY } from "./to-review.js";

const SAYS: Readonly<Record<string, ForgeOpinion["says"]>> = {
  approved: "approved",
  changes_requested: "changes-requested",
  commented: "commented",
  dismissed: "dismissed",
};

/** Every review of a pull request. REST writes its state large and webhooks small; one that was not sent yet is nobody's opinion. */
export async function readOpinions(hub: Hub, number: number): Promise<readonly ForgeOpinion[]> {
  const reviews = await hub.list(ReviewAnswer, REVIEWS, { pull_number: number });
  return reviews.flatMap(({ user, body, state, commit_id, submitted_at }) => {
    const says = SAYS[state.toLowerCase()];
    if (says === undefined || typeof submitted_at !== "string") return [];
    return [{ account: user?.login ?? NOBODY, says, commit: commit_id ?? null, at: submitted_at, text: body ?? "" }];
  });
}
