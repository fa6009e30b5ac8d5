import { type Refusal, refuse } from "./answer.js";

/** Says that there is no such estate, of one that may not be seen in the same words. */
export function refuseUnknownEstate(): Refusal {
  return refuse(404, {
    code: "selector-unknown",
    detail: "There is no estate of that name here, or you may not see it.",
    remedy: "`GET /api/v1/estates` lists those that a token may read.",
  });
}
