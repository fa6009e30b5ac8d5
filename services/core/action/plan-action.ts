import canonicalize from "canonicalize";
import type { ActionRaised } from "#schemas/action";
import { LockstepError } from "../errors.js";
import { assertSomebody } from "../people/assert-somebody.js";
import { isDay } from "../policy/is-day.js";
import { assertRecordable } from "../privacy/assert-recordable.js";
import { sha256 } from "../text/digest.js";

/** What is to be done, by whom and until when. */
export interface ActionRequest {
  readonly engineId: string;
  readonly what: string;
  readonly from: string;
  readonly owner: string;
  readonly due: string;
}

/**
 * Puts the record of an action together. Its id is made of what it says, so that raising it twice makes one.
 *
 * @param sealed what stands for the owner on record: with it in the id instead of the name, nobody can prove a guess at the name
 * @throws LockstepError `usage` where words may not be recorded, the owner is nobody, or the day is none, gone or far off
 */
export function planAction(
  request: ActionRequest,
  at: string,
  sealed: string = request.owner,
): Omit<ActionRaised, "ticket"> {
  const { engineId, what, from, owner, due } = request;
  assertRecordable("action", what);
  assertRecordable("origin of the action", from);
  assertSomebody("owner of the action", owner);
  if (!isDay(due)) throw new LockstepError("usage", "The action is due on no day of the calendar: write YYYY-MM-DD.");
  if (due < at.slice(0, 10)) throw new LockstepError("usage", "The action would be due on a day that is over.");
  if (Date.parse(due) - Date.parse(at) > MAX_DAYS * DAY_MS)
    throw new LockstepError("usage", "The action would be due more than two years from now: name a nearer day.");
  const said = { engineId, what, from, owner: sealed, due };
  return { id: `a-${sha256(canonicalize(said) ?? "").slice(0, 8)}`, ...said };
}

const DAY_MS = 86_400_000;
const MAX_DAYS = 731;
