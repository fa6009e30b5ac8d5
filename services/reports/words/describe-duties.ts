import type { Authorisation, Duty } from "#schemas/authorisation";
import { showInstant } from "../text/describe-time.js";

/** What somebody still has to do for a change, or has failed to do in time; what is done is not told. A sentence each, without its end. */
export function describeDuties({ duties = [] }: Authorisation): readonly string[] {
  return duties.flatMap(({ duty, state, due }) => {
    if (state === "done") return [];
    const until = due === null ? "" : ` before ${showInstant(due)}`;
    return [state === "due" ? `Still due${until}: ${WORDS[duty]}` : `Missed, was due${until}: ${WORDS[duty]}`];
  });
}

const WORDS = {
  raise: "raising the emergency ticket",
  approve: "approval of the emergency change",
  review: "review of the emergency change",
  "review-single-handed": "review of the single-handed decision by a named reviewer",
} as const satisfies Record<Duty["duty"], string>;
