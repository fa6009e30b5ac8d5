import { LockstepError } from "../errors.js";
import { findSecrets } from "./mask-secrets.js";
import { scanInDepth } from "./scan-in-depth.js";

/**
 * Refuses words that may not stand in a record for ever: none, several lines, a password, a patient. They are looked through as deeply as a pack is,
 * since what is recorded and may not leave would refuse every pack after it. @throws LockstepError `usage`
 */
export function assertRecordable(part: string, words: string): void {
  const fault = findFault(words);
  if (fault !== undefined) throw new LockstepError("usage", `The ${part} ${fault}: it is recorded for ever.`);
}

const MAX_CHARACTERS = 500;

function findFault(words: string): string | undefined {
  if (!/[\p{L}\p{N}]/u.test(words)) return "says nothing: give it in words";
  if (words.length > MAX_CHARACTERS) return `has more than ${MAX_CHARACTERS} characters: shorten it`;
  if (/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(words))
    return "has line breaks or invisible characters: write one plain line";
  if (findSecrets(words).length > 0) return "holds what looks like a password: take it out";
  return scanInDepth(words).length > 0 ? "holds what looks like patient data: take it out" : undefined;
}
