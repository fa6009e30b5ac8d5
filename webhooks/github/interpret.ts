import { Type } from "typebox";
import type { JobRequest } from "#schemas/job-request";
import { isBranchOfEstate } from "../is-branch-of-estate.js";
import { parseFields } from "../parse-fields.js";
import type { Interpretation } from "../sender.js";

const parseRepository = parseFields(
  Type.Object({ repository: Type.Object({ full_name: Type.String({ maxLength: 200 }) }) }),
);
const parseReview = parseFields(
  Type.Object({
    action: Type.String({ maxLength: 40 }),
    pull_request: Type.Object({ number: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }) }),
  }),
);
const parsePush = parseFields(Type.Object({ ref: Type.String({ maxLength: 300 }) }));

/** By event, the actions after which a review may stand otherwise. A comment, a label and an assignee decide nothing. */
const DECIDING: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  [
    "pull_request",
    new Set(["opened", "reopened", "synchronize", "edited", "closed", "ready_for_review", "converted_to_draft"]),
  ],
  ["pull_request_review", new Set(["submitted", "edited", "dismissed"])],
]);

/** What a delivery of GitHub asks for: the review that moved, or all of them where the branch of the estate did. */
export function interpretGithub(
  payload: unknown,
  { event = "", forge, declared }: Interpretation,
): readonly JobRequest[] {
  if (forge?.system !== "github" || !isOurs(payload, forge.repository)) return [];
  if (event === "push") {
    const ref = parsePush(payload)?.ref;
    if (ref === undefined || !isBranchOfEstate(ref, forge)) return [];
    return [{ job: "settle-reviews", number: null, because: `the webhook '${declared.id}' told of a push` }];
  }
  const review = parseReview(payload);
  if (review === undefined || DECIDING.get(event)?.has(review.action) !== true) return [];
  const { number } = review.pull_request;
  const because = `the webhook '${declared.id}' told of ${event} ${review.action}`;
  return [{ job: "settle-reviews", number, because }];
}

function isOurs(payload: unknown, repository: string | undefined): boolean {
  const named = parseRepository(payload)?.repository.full_name;
  return named !== undefined && named.toLowerCase() === repository?.toLowerCase();
}
