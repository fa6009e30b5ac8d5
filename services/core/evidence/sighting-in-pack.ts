import type { AllowedText } from "#schemas/evidence-policy";
import { isExpired } from "../policy/is-expired.js";
import { matchesGlob } from "../text/match-glob.js";

/** Something of a pack that looks like a patient's: where it stands and what it looks like, and never what it is. */
export interface SightingInPack {
  /** File of the pack, and where in it: `inputs/ledger.jsonl: record 17`. */
  readonly place: string;
  readonly kind: string;
  /** A token under the estate's mask key: equal texts have equal tokens. */
  readonly token: string;
}

/** Says whether policy permits it, at an instant: this very text, in that place, from the day of its grant to the end of its last. */
export function isAllowed(
  { place, token }: SightingInPack,
  { allowed, at }: { readonly allowed: readonly AllowedText[]; readonly at: string },
): boolean {
  return allowed.some(
    ({ text, place: pattern, granted, expires }) =>
      text === token && matchesGlob(pattern, place) && granted <= at.slice(0, DAY) && !isExpired(expires, at),
  );
}

/** `2026-11-23` */
const DAY = 10;
