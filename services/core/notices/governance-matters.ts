import type { ReviewReport } from "#schemas/review-report";
import { matterOf } from "./matter.js";
import type { Sighting } from "./matters-of-engine.js";

/** What is wrong with how the estate repository is guarded. What a forge did not tell this time has not ended. */
export function governanceMatters({ governance, forge }: ReviewReport): Sighting {
  return {
    matters: governance.map(({ id, code, message, remedy }) =>
      matterOf({
        kind: "record",
        about: ["governance", id],
        scope: "governance",
        title: `The estate repository needs a look (${code})`,
        sentence: message,
        action: remedy,
        owner: ESTATE_OWNER,
      }),
    ),
    scopes: forge.state === "read" ? ["governance"] : [],
  };
}

/** Whose matter it is where it is no engine's: only a route that names no owner, or this one, tells it. */
export const ESTATE_OWNER = "estate";
