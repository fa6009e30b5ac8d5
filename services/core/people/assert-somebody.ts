import { LockstepError } from "../errors.js";
import { isNobody } from "./is-nobody.js";
import { holdsPseudonym } from "./pseudonym.js";

/** Refuses a decision of which nobody could be asked later. `part` is the part the person has in it, for example `approver`. @throws LockstepError `usage` */
export function assertSomebody(part: string, name: string): void {
  if (holdsPseudonym(name))
    throw new LockstepError("usage", `The ${part} is given by a pseudonym: give the person's name.`);
  if (RESERVED.test(name.trim()))
    throw new LockstepError("usage", `The ${part} is given by words that stand for no person: give the person's name.`);
  if (!isNobody(name) && name.length <= MAX_CHARACTERS && !UNPRINTABLE.test(name)) return;
  throw new LockstepError("usage", `The ${part} names nobody: give a person's name, in letters of one script.`);
}

// By these the record tells what was no person's act, and how a sealed name is shown: nobody may come in under them.
const RESERVED = /^(?:lockstep$|ticket(?:\s|$)|person[\s-][0-9a-f]{8})/iu;

const MAX_CHARACTERS = 200;

// It stands in the trailer of a commit.
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
