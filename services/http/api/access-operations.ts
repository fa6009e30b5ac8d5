import { AccessReview } from "#schemas/access-review";
import { AccessReviewRequest } from "#schemas/api/access-review-request";
import { refuseRole } from "../refuse-role.js";
import { actorOf } from "./actor-of.js";
import { giveView } from "./given-view.js";
import { give, type Operation, operation } from "./operation.js";

/** Who may do what, and the reviews of it. */
export const ACCESS_OPERATIONS: readonly Operation[] = [
  operation({
    id: "showAccess",
    tag: "keeping",
    says: "Who holds which role here, which tokens there are, whom the engines know, when that was last reviewed, and what is otherwise since.",
    ...{ method: "get", path: "/estates/:estate/access", on: "estate", permission: "read-records" },
    gives: AccessReview,
    handle: async (call) => giveView(call, await call.estate.views.access(), (value) => value),
  }),
  operation({
    id: "recordAccessReview",
    tag: "keeping",
    says: "Puts on record that whoever asks reviewed who may do what, bound to what they looked at.",
    ...{ method: "post", path: "/estates/:estate/access/reviews", on: "estate", permission: "review-access" },
    body: AccessReviewRequest,
    gives: AccessReview,
    status: 201,
    async handle({ principal, estate }, { body: { digest, change } }) {
      const by = actorOf(principal);
      if (by === undefined) return refuseRole(principal, "review-access", { estate: estate.id, engine: null });
      return give(await estate.app.reviewAccess({ by, expected: digest, change }));
    },
  }),
];
