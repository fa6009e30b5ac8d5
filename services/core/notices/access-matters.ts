import type { ReviewDue } from "../access/review-due.js";
import { ESTATE_OWNER } from "./governance-matters.js";
import { matterOf } from "./matter.js";
import type { Sighting } from "./matters-of-engine.js";

const SCOPE = "access";

/** The review of who may do what, where it is overdue: told in the digest until somebody puts one on record. */
export function accessMatters({ dueAt, isOverdue }: ReviewDue): Sighting {
  if (!isOverdue || dueAt === null) return { matters: [], scopes: [SCOPE] };
  const day = dueAt.slice(0, 10);
  return {
    matters: [
      matterOf({
        kind: "access",
        about: ["access-review"],
        stands: ["overdue", day],
        scope: SCOPE,
        title: `The review of who may do what is overdue since ${day}`,
        sentence: `policy/access.yaml wants it within so many days of the one before, and that time ended on ${day}. Nobody has put one on record since.`,
        action: "Look through it, and put it on record: the page Access, or 'lockstep access review --record'.",
        owner: ESTATE_OWNER,
      }),
    ],
    scopes: [SCOPE],
  };
}
